package io.betintel.ev.cli.setup;

import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.Registration.Outcome;
import io.betintel.ev.codec.SubjectHistory;
import io.betintel.ev.codec.SubjectHistory.Stray;
import io.betintel.ev.codec.SubjectRepair;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.schemas.Violation;
import java.io.PrintWriter;

/** What an operator reads about versions that a producer registered by itself. */
final class StrayText {
  private static final String SUBJECT = Topics.ODDS_EVENTS_SUBJECT;

  private StrayText() {}

  /** After a registration: names a stray that feeds encode with, and the remedy. */
  static void warn(SubjectHistory history, Outcome outcome, PrintWriter err) {
    history
        .latestStray()
        .ifPresent(
            stray ->
                err.println(
                    "Version "
                        + stray.release().version()
                        + " of "
                        + SUBJECT
                        + ", the latest, does not follow the others, so a producer registered it by"
                        + " itself: ev-worker schemas repair --plan"));
    if (outcome == Outcome.REFUSED) {
      err.println(
          "If no ev-worker registered what it is compared with: ev-worker schemas repair --plan");
    }
    err.flush();
  }

  /** What the repair would do, or has done. */
  static void repair(SubjectRepair repair, boolean planned, PrintWriter out) {
    repair.history().strays().forEach(stray -> stray(stray, out));
    if (!repair.needed()) {
      out.println(SUBJECT + ": nothing to repair, the latest version has every bet type");
      return;
    }
    out.println(
        (planned ? "Would register" : "Registered")
            + " after it, as the latest version: "
            + String.join(", ", repair.betTypes()));
    if (!repair.added().isEmpty()) {
      out.println("  new in " + SUBJECT + ": " + String.join(", ", repair.added()));
    }
    if (!repair.leftOut().isEmpty()) {
      out.println(
          "  left out, because only such a version has it: "
              + String.join(", ", repair.leftOut())
              + ". If it is a bet type: ev-worker bet-types add NAME --db");
    }
    if (!repair.history().strays().isEmpty()) {
      out.println(
          "Stop the producer that registers schemas: auto.register.schemas=false, and the latest"
              + " version. Until it restarts, it goes on with its own.");
    }
  }

  private static void stray(Stray stray, PrintWriter out) {
    int version = stray.release().version();
    out.println(
        SUBJECT
            + ": version "
            + version
            + " does not follow the others. No ev-worker registered it");
    stray.violations().stream()
        .map(Violation::what)
        .distinct()
        .forEach(what -> out.println("  " + what));
    out.println(
        OddsEventDecoder.refusal(stray.release().schema())
            .map(
                why ->
                    "  Records written with it are in odds.dead-letter: its schema "
                        + why
                        + ". The producer must send them again")
            .orElse(
                "  Records written with it are right: each is read with the schema that it was"
                    + " written with, so do not delete version "
                    + version));
  }
}
