package io.betintel.ev.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.betintel.ev.bettype.SettingsText;
import io.betintel.ev.feed.FeedProblem;

/**
 * A backtest for programs: one JSON object on one line. Fractions, not per cent, rounded to {@value
 * #PLACES} places; null for a missing number.
 */
public final class BacktestJson {
  private static final int PLACES = 8;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BacktestJson() {}

  public static String of(BacktestResult result) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode files = root.putArray("files");
    result.files().forEach(files::add);
    counts(root.putObject("counts"), result.counts());
    ObjectNode lines = root.putObject("lines").put("priced", result.lines().priced());
    result.lines().notPriced().forEach(lines.putObject("not_priced")::put);
    ObjectNode books = root.putObject("prices");
    ObjectNode read = books.putObject("read");
    result.books().read().forEach((book, count) -> read.put(book.key(), count));
    result.books().leftOut().forEach(books.putObject("left_out")::put);
    ArrayNode missing = books.putArray("without_a_price");
    result.books().missing().forEach(book -> missing.add(book.key()));
    options(root, result.options());
    ArrayNode bets = root.putArray("bets");
    result.betRows().forEach(row -> bets(bets.addObject(), row));
    ArrayNode forecasts = root.putArray("forecasts");
    result.forecastRows().forEach(row -> forecast(forecasts.addObject(), row));
    ArrayNode problems = root.putArray("problems");
    result.problems().forEach(problem -> problem(problems.addObject(), problem));
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree of text and numbers always has a JSON form
    }
  }

  private static void counts(ObjectNode node, ReplayCounts counts) {
    node.put("events", counts.events())
        .put("results", counts.results())
        .put("markets", counts.markets())
        .put("closes", counts.closes())
        .put("snapshots", counts.snapshots())
        .put("applied", counts.applied())
        .put("superseded", counts.superseded())
        .put("after_start", counts.afterStart())
        .put("unknown_bet_type", counts.unknownType());
  }

  private static void options(ObjectNode root, BacktestOptions options) {
    root.put("closing_book", options.closingBook().key());
    root.put("close_within_seconds", options.closeWithin().toSeconds());
    number(root, "minimum_ev", options.minimumEv());
    root.put("worst_case", options.worstCase());
    ObjectNode settings = root.putObject("settings");
    SettingsText.of(options.methods().get(0).bets()).forEach(settings::put);
    settings.remove("method"); // each row has its own
  }

  private static void bets(ObjectNode node, EvRow row) {
    node.put("bet_type", row.betType().symbol()).put("method", row.method());
    number(node, "ev_from", row.from());
    number(node, "ev_to", row.to());
    node.put("bets", row.bets()).put("matches", row.matches());
    number(node, "mean_ev", row.meanEv());
    estimate(node.putObject("price_clv"), row.priceClv());
    estimate(node.putObject("no_vig_clv"), row.noVigClv());
    node.put("beat_close", row.beatClose());
    estimate(node.putObject("return"), row.result());
    node.put("pushed", row.pushed());
  }

  private static void forecast(ObjectNode node, ForecastRow row) {
    node.put("bet_type", row.betType().symbol())
        .put("method", row.method())
        .put("lines", row.lines())
        .put("pushed", row.pushed())
        .put("unpriced", row.unpriced())
        .put("unsettled", row.unsettled());
    estimate(node.putObject("log_loss"), row.logLoss());
    estimate(node.putObject("brier"), row.brier());
    if (row.logLossAgainst() != null) {
      estimate(node.putObject("log_loss_difference"), row.logLossAgainst());
      estimate(node.putObject("brier_difference"), row.brierAgainst());
    }
    ArrayNode groups = node.putArray("groups");
    for (ForecastRow.Group group : row.groups()) {
      ObjectNode one = groups.addObject();
      number(one, "probability", group.probability());
      estimate(one.putObject("happened"), group.happened());
    }
  }

  private static void problem(ObjectNode node, FeedProblem problem) {
    node.put("kind", problem.kind().label())
        .put("file", problem.file())
        .put("line", problem.line())
        .put("event", problem.event())
        .put("bookmaker", problem.bookmaker())
        .put("market", problem.market())
        .put("detail", problem.detail());
  }

  private static void estimate(ObjectNode node, Estimate estimate) {
    node.put("count", estimate.count());
    number(node, "mean", estimate.mean());
    number(node, "low", estimate.low());
    number(node, "high", estimate.high());
  }

  private static void number(ObjectNode node, String field, Double value) {
    if (value == null) {
      node.putNull(field);
    } else {
      node.put(field, Decimals.rounded(value, PLACES).stripTrailingZeros());
    }
  }
}
