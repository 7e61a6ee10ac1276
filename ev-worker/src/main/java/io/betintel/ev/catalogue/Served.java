package io.betintel.ev.catalogue;

import io.betintel.ev.odds.BetType;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether events of a bet type are applied, and if not, why: the one answer of the gate, the
 * metrics, the commands and the read API. Where several reasons hold, the first of {@code no_row},
 * {@code alias}, {@code no_label}, {@code disabled}, {@code settings_not_understood}, {@code held}
 * counts.
 *
 * <p>A row that this build does not understand is not served even by a worker that understood the
 * row before. Rejected: to go on with the last good settings. A restart would then change what is
 * served, workers of one installation would disagree, and lines would name a settings version that
 * the catalogue no longer has. The events wait in {@code odds.parked}, so nothing is lost.
 */
public enum Served {
  /** Events are applied. */
  SERVED,
  /** The flag is off. */
  DISABLED,
  /** The database's enum has no such label: no bet could be stored. */
  NO_LABEL,
  /** The catalogue has no such row: the shape is not known. */
  NO_ROW,
  /** This build does not know a setting's value, or the shape, in the row. */
  SETTINGS_NOT_UNDERSTOOD,
  /** A rename is under way: events wait, and the lines stay published and shown. */
  HELD,
  /** The bet type was renamed: events are applied as those of the one that its row names. */
  ALIAS;

  static Served of(
      boolean alias, boolean labelled, boolean enabled, boolean understood, boolean held) {
    if (alias) {
      return ALIAS;
    }
    if (!labelled) {
      return NO_LABEL;
    }
    if (!enabled) {
      return DISABLED;
    }
    if (!understood) {
      return SETTINGS_NOT_UNDERSTOOD;
    }
    return held ? HELD : SERVED;
  }

  /** As metrics, headers, commands and JSON spell it, such as {@code no_label}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What makes the bet type served: a sentence without its full stop; empty if it is served. */
  public Optional<String> remedy(BetType betType) {
    return switch (this) {
      case SERVED -> Optional.empty();
      case DISABLED -> Optional.of("Enable it: ev-worker bet-types enable " + betType);
      case NO_LABEL, NO_ROW ->
          Optional.of(
              "Run ev-worker migrate if a migration adds it, or ev-worker bet-types add "
                  + betType
                  + " --db");
      case SETTINGS_NOT_UNDERSTOOD ->
          Optional.of(
              "Run a build that understands it, or correct it: ev-worker bet-types set "
                  + betType
                  + " KEY=VALUE, or KEY=default");
      case HELD ->
          Optional.of(
              "Its events return when the rename that holds it ends; was that stopped, run the same"
                  + " ev-worker bet-types rename again, and show "
                  + betType
                  + " says when it is done");
      case ALIAS ->
          Optional.of(
              "Its events are those of another bet type: ev-worker bet-types show "
                  + betType
                  + " names it");
    };
  }

  /**
   * One line for an operator, such as {@code totals: disabled. Enable it: ...}; empty if the bet
   * type is served.
   *
   * @param complaint what of the row is not understood; empty if that is not the reason
   */
  Optional<String> explain(BetType betType, Optional<String> complaint) {
    String detail =
        this == SETTINGS_NOT_UNDERSTOOD ? complaint.map(text -> ", " + text).orElse("") : "";
    return remedy(betType).map(text -> betType + ": " + label() + detail + ". " + text);
  }
}
