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
 */
public record CatalogueEntry(
    PricingTerms terms,
    String title,
    boolean labelled,
    boolean enabled,
    Role minRole,
    String complaint,
    long enabledVersion) {

  public CatalogueEntry {
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(minRole, "minRole");
  }

  public Served served() {
    return Served.of(labelled, enabled, complaint == null);
  }

  /** What {@link #served} would be if the flag were on. */
  Served servedOnceEnabled() {
    return Served.of(labelled, true, complaint == null);
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
