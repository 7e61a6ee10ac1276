package io.betintel.ev.cli.bettypes;

import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.rollout.ArrivedType;
import io.betintel.ev.rollout.ArrivedTypes;
import io.betintel.ev.rollout.Proposal;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Prints which bet types wait, and what each would be added as. */
final class ArrivedText {
  private static final String LINE = "  %-11s %s%n";

  /** Of so many events the outcomes are shown, and of each so many. */
  private static final int SAMPLES = 3;

  private static final int OUTCOMES = 4;

  private final PrintWriter out;

  ArrivedText(PrintWriter out) {
    this.out = out;
  }

  void print(ArrivedTypes types) {
    List<ArrivedType> missing = types.missing();
    if (missing.isEmpty()) {
      out.println("No bet type waits in odds.parked that this installation lacks");
    }
    missing.forEach(this::print);
    if (!missing.isEmpty()) {
      String names =
          missing.stream()
              .filter(each -> each.proposal().shape().isPresent())
              .filter(each -> each.proposal().meant().isEmpty())
              .map(each -> each.betType().symbol())
              .collect(Collectors.joining(" "));
      out.println();
      out.println("Add what is right, here or without --db in a checkout; a name is permanent:");
      out.println(
          "  ev-worker bet-types add --from-parked "
              + (names.isEmpty() ? "NAME --shape SHAPE" : names)
              + " --db");
    }
    if (!types.others().isEmpty()) {
      out.println();
      out.println("Waiting for something else, not to be added:");
      types
          .others()
          .forEach(
              each ->
                  out.println("  " + each.count() + " events of " + each.obstacle().orElseThrow()));
    }
    out.flush();
  }

  private void print(ArrivedType type) {
    Proposal proposal = type.proposal();
    out.println();
    out.println(type.betType().symbol());
    proposal
        .meant()
        .ifPresent(
            meant ->
                out.printf(
                    LINE,
                    "misspelled?",
                    "did the producer mean " + meant + "? parked purge gives these up"));
    out.printf(
        LINE,
        "events",
        type.count()
            + ", parked "
            + BetTypeText.time(type.first())
            + " to "
            + BetTypeText.time(type.last()));
    out.printf(
        LINE,
        "proposal",
        "\""
            + proposal.title()
            + "\", shape "
            + proposal.shape().map(Shape::label).orElse("?")
            + " ("
            + proposal.because()
            + ")");
    Set<String> bookmakers = new TreeSet<>();
    type.looked().forEach(each -> bookmakers.add(each.bookmaker().key()));
    if (bookmakers.isEmpty()) {
      out.printf(LINE, "samples", "none can be decoded: ev-worker parked show");
      return;
    }
    out.printf(LINE, "bookmakers", String.join(", ", bookmakers));
    samples(type.looked()).forEach(each -> out.printf(LINE, "sample", sample(each)));
  }

  /** Of different matches, if there are so many. */
  static List<MarketSnapshot> samples(List<MarketSnapshot> looked) {
    Map<String, MarketSnapshot> samples = new LinkedHashMap<>();
    looked.stream()
        .filter(each -> !each.isSuspension())
        .forEach(each -> samples.putIfAbsent(each.event().id(), each));
    return samples.values().stream().limit(SAMPLES).toList();
  }

  private static String sample(MarketSnapshot snapshot) {
    List<Outcome> outcomes = snapshot.outcomes();
    return match(snapshot)
        + ", "
        + snapshot.bookmaker().key()
        + ": "
        + outcomes.stream()
            .limit(OUTCOMES)
            .map(ArrivedText::outcome)
            .collect(Collectors.joining(", "))
        + (outcomes.size() > OUTCOMES ? ", and " + (outcomes.size() - OUTCOMES) + " more" : "");
  }

  private static String match(MarketSnapshot snapshot) {
    String home = snapshot.event().homeTeam();
    String away = snapshot.event().awayTeam();
    return home == null || away == null ? snapshot.event().id() : home + " - " + away;
  }

  private static String outcome(Outcome outcome) {
    return (outcome.description() == null ? "" : outcome.description() + " ")
        + outcome.name()
        + (outcome.point() == null ? "" : " " + outcome.point())
        + " at "
        + outcome.price();
  }
}
