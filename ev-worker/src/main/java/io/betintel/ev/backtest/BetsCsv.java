package io.betintel.ev.backtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Every bet as a row, for a spreadsheet or an independent check of the figures. */
public final class BetsCsv {
  private static final int PLACES = 10;
  private static final Pattern FORMULA =
      Pattern.compile("\\s*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]|[\\t\\r\\n]");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "method",
              "bet_type",
              "event",
              "line",
              "outcome",
              "point",
              "bookmaker",
              "at",
              "price",
              "net_price",
              "fair_probability",
              "ev",
              "closing_price",
              "closing_probability",
              "price_clv",
              "no_vig_clv",
              "grade",
              "profit")
          .get();

  private BetsCsv() {}

  /**
   * Numbers have at most {@value #PLACES} places; a missing number is an empty cell. A name that a
   * spreadsheet would take for a formula begins with an apostrophe.
   */
  public static String of(BacktestResult result) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter rows = new CSVPrinter(text, FORMAT)) {
      for (Bet bet : result.bets()) {
        rows.printRecord(
            bet.method(),
            bet.betType(),
            text(bet.event().id()),
            text(bet.line().toString()),
            text(bet.outcome()),
            cell(bet.point()),
            text(bet.bookmaker().toString()),
            bet.at(),
            cell(bet.price()),
            cell(bet.netPrice()),
            cell(bet.fairProbability()),
            cell(bet.ev()),
            cell(bet.closingPrice()),
            cell(bet.closingProbability()),
            cell(bet.priceClv()),
            cell(bet.noVigClv()),
            bet.grade() == null ? "" : bet.grade().label(),
            cell(bet.profit()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringBuilder takes everything
    }
    return text.toString();
  }

  /** A name from a feed: a spreadsheet would run one that begins like a formula. */
  static String text(String name) {
    return FORMULA.matcher(name).lookingAt() && !NUMBER.matcher(name).matches() ? "'" + name : name;
  }

  private static String cell(Double value) {
    return value == null ? "" : Decimals.plain(value, PLACES);
  }
}
