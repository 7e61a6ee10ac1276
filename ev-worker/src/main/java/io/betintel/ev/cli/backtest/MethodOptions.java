package io.betintel.ev.cli.backtest;

import io.betintel.ev.backtest.MethodSettings;
import io.betintel.ev.bettype.Label;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.catalogue.SettingsJson;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.InvalidOddsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a backtest prices: as a bet type's default settings do, unless an option says otherwise. */
final class MethodOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      split = ",",
      description =
          "The margin methods to test; the others are compared with the first (default: all,"
              + " multiplicative first).")
  private List<String> methods = List.of();

  @Option(
      names = "--weights",
      paramLabel = "BOOKMAKER=WEIGHT",
      split = ",",
      description =
          "The reference bookmakers, such as pinnacle=1 (default: as for a new bet type). A"
              + " reference is valued without itself.")
  private List<String> weights = List.of();

  @Option(
      names = "--take",
      paramLabel = "EV",
      description = "The EV from which an offer is a take (default: 0.045); cuts the ranges.")
  private String take;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Any other setting of bet-types set, such as reference_age=1h; may be repeated.")
  private List<String> others = List.of();

  @Option(
      names = "--min-ev",
      paramLabel = "EV",
      defaultValue = "0",
      description = "Bet on offers above this EV, a fraction (default: ${DEFAULT-VALUE}).")
  private double minimumEv;

  @Option(
      names = "--worst-case",
      description =
          "Bet only where EV is above 0 by multiplicative, additive, power and Shin alike.")
  private boolean worstCase;

  @Option(
      names = "--closing-book",
      paramLabel = "BOOKMAKER",
      defaultValue = "pinnacle",
      description = "Whose closing price is the yardstick (default: ${DEFAULT-VALUE}).")
  private String closingBook;

  /** The bookmakers in these options, but for defaults. */
  Set<Bookmaker> named() {
    Set<Bookmaker> named = new TreeSet<>();
    if (!weights.isEmpty()) {
      named.addAll(settings().get(0).bets().weights().keySet());
    }
    if (spec.commandLine().getParseResult().hasMatchedOption("--closing-book")) {
      named.add(closingBook());
    }
    return named;
  }

  double minimumEv() {
    if (!Double.isFinite(minimumEv)) {
      throw wrong("--min-ev is " + minimumEv + ": a fraction of the stake is needed, such as 0.02");
    }
    return minimumEv;
  }

  boolean worstCase() {
    return worstCase;
  }

  Bookmaker closingBook() {
    try {
      return new Bookmaker(closingBook);
    } catch (InvalidOddsException e) {
      throw wrong("--closing-book: " + e.getMessage());
    }
  }

  /** One for each method. */
  List<MethodSettings> settings() {
    List<String> assignments = new ArrayList<>(others);
    if (!weights.isEmpty()) {
      assignments.add(
          "weights=" + String.join(",", weights.stream().map(MethodOptions::weight).toList()));
    }
    if (take != null) {
      assignments.add("take=" + take);
    }
    return methods().stream()
        .map(
            method -> {
              List<String> bets = with(assignments, "method=" + method);
              List<String> closing =
                  with(
                      bets.stream().filter(MethodOptions::isOfTheCloseToo).toList(),
                      "weights=" + closingBook() + ":1");
              return new MethodSettings(
                  SettingsJson.settings(bets), SettingsJson.settings(closing));
            })
        .toList();
  }

  private List<String> methods() {
    if (!methods.isEmpty()) {
      return methods.stream().distinct().toList();
    }
    return Label.labels(Method.class);
  }

  /** At the close, one bookmaker is the only reference. */
  private static boolean isOfTheCloseToo(String assignment) {
    return !assignment.startsWith("weights=") && !assignment.startsWith("minimum_references=");
  }

  private static String weight(String text) {
    return text.replace('=', ':');
  }

  private static List<String> with(List<String> some, String one) {
    List<String> all = new ArrayList<>(some);
    all.add(one);
    return all;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
