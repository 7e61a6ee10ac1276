package io.betintel.ev.bettype;

import java.util.Locale;
import java.util.Optional;

/** Who may see a bet type, in rising order; an anonymous reader is {@link #FREE}. */
public enum Role implements Label<Role> {
  FREE,
  BASIC,
  PREMIUM,
  ADMIN;

  private final String label = name().toLowerCase(Locale.ROOT);

  @Override
  public String label() {
    return label;
  }

  @Override
  public Optional<Role> known() {
    return Optional.of(this);
  }

  /**
   * @throws IllegalArgumentException for an unknown role; names the known ones
   */
  public static Role of(String label) {
    return Label.of(Role.class, "role", label);
  }
}
