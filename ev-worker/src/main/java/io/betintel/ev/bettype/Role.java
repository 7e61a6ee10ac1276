package io.betintel.ev.bettype;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who may see a bet type, in rising order; an anonymous reader is {@link #FREE}. */
public enum Role {
  FREE,
  BASIC,
  PREMIUM,
  ADMIN;

  /** As the catalogue spells it, such as {@code premium}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException for an unknown role; names the known ones
   */
  public static Role of(String label) {
    for (Role role : values()) {
      if (role.label().equals(label)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role is \""
            + label
            + "\": accepted are "
            + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", ")));
  }
}
