package io.betintel.demo;

import io.betintel.ev.status.DatabaseState.Bet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The best bets as lines of a window: EV first, and texts shortened where the window is narrow. */
final class BetTable {
  private static final List<String> HEADER =
      List.of("EV", "PRICE", "FAIR", "AGE", "EVENT", "OUTCOME", "BOOK", "TYPE");

  /** From this column on: texts, which may be shortened; figures never are. */
  private static final int FIRST_TEXT = 4;

  private static final int SHORTEST_TEXT = 4;
  private static final String GAP = "  ";

  private final int width;
  private final Paint paint;

  /**
   * @param width of the window, in characters
   */
  BetTable(int width, Paint paint) {
    this.width = width;
    this.paint = paint;
  }

  /** The header, and then each bet. */
  List<String> lines(List<Bet> bets) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    bets.forEach(bet -> rows.add(row(bet)));
    int[] widths = widths(rows);
    List<String> lines = new ArrayList<>(List.of(paint.head(line(rows.get(0), widths))));
    for (int i = 0; i < bets.size(); i++) {
      String line = line(rows.get(i + 1), widths);
      int ev = widths[0];
      String value = line.substring(0, ev);
      lines.add(
          (bets.get(i).suspect() ? paint.doubtful(value) : paint.good(value)) + line.substring(ev));
    }
    return lines;
  }

  private int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int over = sum(widths) - width; over > 0; over--) {
      int longest = FIRST_TEXT;
      for (int i = FIRST_TEXT; i < widths.length; i++) {
        longest = widths[i] > widths[longest] ? i : longest;
      }
      if (widths[longest] <= SHORTEST_TEXT) {
        break; // the window cuts the last columns
      }
      widths[longest]--;
    }
    return widths;
  }

  private static int sum(int[] widths) {
    int sum = GAP.length() * (widths.length - 1);
    for (int each : widths) {
      sum += each;
    }
    return sum;
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = shortened(row.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - cell.length());
      line.append(i < FIRST_TEXT ? padding + cell : cell + padding).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static List<String> row(Bet bet) {
    return List.of(
        format("%.1f%%", 100 * bet.ev()) + (bet.suspect() ? "?" : ""),
        format("%.2f", bet.price()),
        format("%.2f", bet.fairPrice()),
        bet.age() == null ? "" : format("%ds", bet.age().toSeconds()),
        bet.event(),
        outcome(bet),
        bet.bookmaker(),
        bet.betType());
  }

  static String outcome(Bet bet) {
    return bet.point() == null ? bet.outcome() : bet.outcome() + " " + bet.point();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
