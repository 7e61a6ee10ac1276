package io.betintel.ev.backtest;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A backtest as tables and text; each line ends with a line feed. */
public final class BacktestText {
  private final BacktestResult result;
  private final StringBuilder text = new StringBuilder();

  private BacktestText(BacktestResult result) {
    this.result = result;
  }

  public static String of(BacktestResult result) {
    BacktestText writer = new BacktestText(result);
    writer.header();
    for (BetType type : writer.betTypes()) {
      writer.text.append('\n');
      BetText.append(writer.text, result, type);
      ForecastText.append(writer.text, result, type);
    }
    writer.legend();
    return writer.text.toString();
  }

  private List<BetType> betTypes() {
    List<BetType> types = new ArrayList<>();
    result.betRows().forEach(row -> types.add(row.betType()));
    result.forecastRows().forEach(row -> types.add(row.betType()));
    return types.stream().distinct().sorted().toList();
  }

  private void header() {
    ReplayCounts counts = result.counts();
    result.files().forEach(file -> line("backtest of " + file));
    line(
        String.format(
            Locale.ROOT,
            "events: %d, %d with a result; markets: %d, %d with a close; problems: %d",
            counts.events(),
            counts.results(),
            counts.markets(),
            counts.closes(),
            result.problems().size()));
    line(
        String.format(
            Locale.ROOT,
            "snapshots: %d; applied %d, superseded %d, after the start %d, of unknown bet types %d",
            counts.snapshots(),
            counts.applied(),
            counts.superseded(),
            counts.afterStart(),
            counts.unknownType()));
    line(
        "lines when bets are made: priced "
            + result.lines().priced()
            + result.lines().notPriced().entrySet().stream()
                .map(reason -> ", " + reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining()));
    BetTypeSettings settings = result.options().methods().get(0).bets();
    line(
        "references "
            + settings.weights().entrySet().stream()
                .map(weight -> weight.getKey() + " " + Decimals.plain(weight.getValue(), 6))
                .collect(Collectors.joining(", "))
            + "; consensus "
            + settings.consensus().label()
            + "; yardstick "
            + result.options().closingBook()
            + " at the close");
    books(result.books());
  }

  private void books(BookCounts books) {
    line(
        "prices read: "
            + books.read().entrySet().stream()
                .map(book -> book.getKey() + " " + book.getValue())
                .collect(Collectors.joining(", ")));
    if (!books.leftOut().isEmpty()) {
      line(
          "prices left out: "
              + books.leftOut().entrySet().stream()
                  .map(what -> what.getKey() + " " + what.getValue())
                  .collect(Collectors.joining(", ")));
    }
    if (!books.missing().isEmpty()) {
      line(
          "without a price: "
              + books.missing().stream().map(Bookmaker::key).collect(Collectors.joining(", ")));
    }
  }

  private void legend() {
    line("");
    line("Every bet is one unit, net of fees, made once: when the offer is first above, but not");
    line("at the close itself. OF: the number of bets behind the figures before it.");
    line("PRICE CLV: price / the same bookmaker's closing price - 1.");
    line(
        "NO-VIG CLV: price x the yardstick's closing probability by the same method - 1. BEAT: how");
    line("many are above 0. A bet whose line is not quoted at the close counts in neither.");
    line("RETURN: per unit; quarter lines are settled in halves, whole lines can push. A forecast");
    line(
        "weighs as much as the part of a stake that the result decides. LOG LOSS is in nats, BRIER");
    line("from 0 to 2. 95 %: bootstrap of whole matches, 4000 resamples; none below 30 matches.");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
