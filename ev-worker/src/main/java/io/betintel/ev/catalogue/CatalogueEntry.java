package io.betintel.ev.catalogue;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import java.util.Objects;

/**
 * One row of the catalogue as this build understands it.
 *
 * @param terms how the bet type is priced; of a row that this build does not understand, shape
 *     {@code various}, the default settings and version 0: nothing is priced by them
 * @param title for people
 * @param labelled whether the database's enum has the label
 * @param enabled the feature flag
 * @param minRole the lowest role that sees the bet type; {@code admin} for a role that this build
 *     does not know
 * @param complaint what of the row this build does not understand; null if it understands all
 * @param enabledVersion greater after every enabling, and in a row that was recreated
 * @param held whether a rename is under way
 * @param aliasOf the bet type that events of this one are applied as; null for most
 */
public record CatalogueEntry(
    PricingTerms terms,
    String title,
    boolean labelled,
    boolean enabled,
    Role minRole,
    String complaint,
    long enabledVersion,
    boolean held,
    BetType aliasOf) {

  public CatalogueEntry {
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(minRole, "minRole");
  }

  /** A bet type that is not being renamed. */
  public CatalogueEntry(
      PricingTerms terms,
      String title,
      boolean labelled,
      boolean enabled,
      Role minRole,
      String complaint,
      long enabledVersion) {
    this(terms, title, labelled, enabled, minRole, complaint, enabledVersion, false, null);
  }

  public Served served() {
    return served(enabled);
  }

  /** What {@link #served} would be if the flag were on. */
  Served servedOnceEnabled() {
    return served(true);
  }

  private Served served(boolean on) {
    return Served.of(aliasOf != null, labelled, on, complaint == null, held);
  }

  /**
   * Whether its lines are published and shown, whatever happens to its events: it is served, or a
   * rename is under way.
   */
  public boolean isShown() {
    return switch (served()) {
      case SERVED, HELD -> true;
      case ALIAS -> isMoving();
      case DISABLED, NO_LABEL, NO_ROW, SETTINGS_NOT_UNDERSTOOD -> false;
    };
  }

  /** Whether its lines are being moved to the bet type that it is an alias of. */
  public boolean isMoving() {
    return aliasOf != null && held;
  }

  /** Whether its lines may be stored and cached. */
  boolean isOn() {
    return enabled || isMoving();
  }

  public boolean isServed() {
    return served() == Served.SERVED;
  }

  public BetType betType() {
    return terms.betType();
  }

  public Shape shape() {
    return terms.shape();
  }

  public BetTypeSettings settings() {
    return terms.settings();
  }

  public int settingsVersion() {
    return terms.settingsVersion();
  }
}
