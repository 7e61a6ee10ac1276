package io.betintel.ev.cli.price;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.cli.console.TextTable;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of one event as a table, a row for each offer. */
final class FileTable {
  private final List<PricedLine> lines;

  /**
   * @param lines of one event, at least one
   */
  FileTable(List<PricedLine> lines) {
    this.lines = lines;
  }

  void print(PrintWriter out) {
    SportingEvent event = lines.get(0).event();
    out.println(
        event.homeTeam() == null || event.awayTeam() == null
            ? event.id()
            : event.homeTeam() + " - " + event.awayTeam() + " (" + event.id() + ")");
    TextTable table =
        new TextTable(
            "LINE",
            "OUTCOME",
            "FAIR",
            "SOURCE",
            "DISTANCE",
            "ERROR",
            "BOOKMAKER",
            "PRICE",
            "EV",
            "EV LOWER",
            "STAKE",
            "CLASS",
            "NOTES");
    for (PricedLine line : lines) {
      for (PricedOutcome outcome : line.outcomes()) {
        for (Offer offer : outcome.offers()) {
          table.row(row(line, outcome, offer));
        }
      }
    }
    table.print(out);
    out.println();
  }

  private static String[] row(PricedLine line, PricedOutcome outcome, Offer offer) {
    Offer.Value value = offer.value();
    Nearness near =
        value == null ? null : value.nearness() == null ? line.nearness() : value.nearness();
    List<String> notes = new ArrayList<>();
    if (line.notPriced() != null) {
      notes.add(line.notPriced().label());
    }
    offer.flags().forEach(flag -> notes.add(flag.label()));
    return new String[] {
      name(line),
      outcome.name(),
      value == null ? "-" : percent("%.2f", value.fairProbability()),
      near == null ? "-" : near.source().label(),
      near == null || near.distance() == null ? "-" : number(near.distance()),
      near == null || near.standardError() == null ? "-" : percent("%.2f", near.standardError()),
      offer.bookmaker().key(),
      String.format(Locale.ROOT, "%.3f", offer.price()),
      value == null ? "-" : percent("%+.2f", value.ev()),
      value == null || value.evLower() == null ? "-" : percent("%+.2f", value.evLower()),
      value == null ? "-" : percent("%.2f", value.stake()),
      value == null || value.valueClass() == null ? "-" : label(value.valueClass()),
      String.join(", ", notes)
    };
  }

  private static String label(Label<?> label) {
    return label.label();
  }

  private static String name(PricedLine line) {
    return line.betType()
        + (line.description() == null ? "" : " " + line.description())
        + (line.point() == null ? "" : " " + number(line.point()));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static String percent(String form, double fraction) {
    return String.format(Locale.ROOT, form, 100 * fraction) + " %";
  }
}
