package io.betintel.demo;

import io.betintel.demo.DemoResult.BestBet;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TreeSet;

/** The result for people. */
final class ResultReport {
  private final PrintStream out;

  ResultReport(PrintStream out) {
    this.out = out;
  }

  void print(DemoResult result) {
    balance(result);
    types(result);
    best(result);
  }

  private void balance(DemoResult result) {
    out.println();
    out.println("Where every record ended");
    row("produced (Kafka's end offsets)", result.produced());
    row("applied", result.applied());
    row("superseded", result.superseded());
    row("parked: no such bet type here", result.parked());
    row("dead-lettered: broken", result.deadLettered());
    out.println(
        result.balanced()
            ? "  The worker's counters add up to what was produced."
            : "  THE WORKER'S COUNTERS DO NOT ADD UP TO WHAT WAS PRODUCED.");
  }

  private void types(DemoResult result) {
    out.println();
    out.printf("%-20s %10s %14s%n", "Bet type", "bets rows", "cached lines");
    TreeSet<String> types = new TreeSet<>(result.betsByType().keySet());
    types.addAll(result.cachedByType().keySet());
    for (String type : types) {
      out.printf(
          "%-20s %10d %14d%n",
          type,
          result.betsByType().getOrDefault(type, 0L),
          result.cachedByType().getOrDefault(type, 0L));
    }
  }

  private void best(DemoResult result) {
    out.println();
    out.println("The ten best bets (of 2021 to 2024: a replay)");
    out.printf(
        "%-33s %-10s %-8s %-22s %-12s %7s %7s %7s %6s  %s%n",
        "Event", "Date", "Type", "Bet", "Book", "Price", "Fair", "EV", "Stake", "References");
    for (BestBet bet : result.best()) {
      out.printf(
          Locale.ROOT,
          "%-33.33s %-10s %-8.8s %-22.22s %-12.12s %7.2f %7.2f %6.2f%% %5.2f%%  %s%s%n",
          bet.event(),
          bet.date(),
          bet.betType(),
          bet.point() == null ? bet.outcome() : bet.outcome() + " " + bet.point(),
          bet.bookmaker(),
          bet.price(),
          bet.fairPrice(),
          100 * bet.ev(),
          100 * bet.stake(),
          String.join(", ", bet.references()),
          bet.suspect() ? "  (suspect: probably a data error)" : "");
    }
    out.println();
  }

  private void row(String what, long count) {
    out.printf("  %-32s %8d%n", what, count);
  }
}
