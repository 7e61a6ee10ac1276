package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.postgres.BetColumn.number;
import static io.betintel.ev.sink.postgres.BetColumn.text;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.linejson.InstantText;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import java.util.List;

/**
 * The columns of {@code bets}, each once: {@link BetStatements} makes every statement from them.
 * {@code closed_at} is missing, since no line has it, and {@code commence_time}, which is the
 * event's.
 */
final class BetColumns {
  static final List<BetColumn> ALL =
      List.of(
          text("line_id", r -> r.line().id().text()).identity().remembered(),
          text("outcome", r -> r.outcome().name()).identity().remembered(),
          text("event_id", r -> r.line().event().id()).identity().remembered(),
          BetColumn.of("bet_type", Column.Type.BET_TYPE, r -> r.line().betType().symbol())
              .identity()
              .remembered(),
          text("description", r -> r.line().description()).identity().remembered(),
          number("point", r -> r.outcome().point()).identity().remembered(),
          number("fair_probability", r -> r.outcome().fairProbability()).cleared().remembered(),
          number("fair_price", r -> r.outcome().fairPrice()).cleared(),
          number("fair_american", r -> r.outcome().fairAmerican()).cleared(),
          text("best_book", r -> r.best(offer -> offer.bookmaker().key())).cleared().remembered(),
          number("best_price", r -> r.best(Offer::price)).cleared().remembered(),
          number("best_ev", r -> r.value(Offer.Value::ev)).cleared().remembered(),
          number("best_kelly", r -> r.value(Offer.Value::kelly)).cleared(),
          number("best_stake", r -> r.value(Offer.Value::stake)).cleared(),
          text("best_class", r -> r.value(value -> label(value.valueClass()))).cleared(),
          number("best_worst_case_ev", r -> r.value(Offer.Value::worstCaseEv)).cleared(),
          number("best_ev_lower", r -> r.value(Offer.Value::evLower)).cleared(),
          BetColumn.of("best_suspect", Column.Type.FLAG, r -> r.best(Offer::suspect)).cleared(),
          BetColumn.of(
                  "best_valid_until",
                  Column.Type.TIME,
                  r -> r.best(o -> InstantText.of(o.validUntil())))
              .cleared(),
          text("top_book", r -> r.top(offer -> offer.bookmaker().key())).cleared(),
          number("top_price", r -> r.top(Offer::price)).cleared(),
          BetColumn.of(
                  "top_valid_until",
                  Column.Type.TIME,
                  r -> r.top(o -> InstantText.of(o.validUntil())))
              .cleared(),
          text("not_priced", r -> label(r.line().notPriced())).cleared().remembered(),
          text("settlement", r -> label(r.line().settlement())),
          text("method", r -> r.line().method().label()),
          text("consensus", r -> r.line().consensus().label()),
          text("source", r -> r.nearness(nearness -> label(nearness.source()))).cleared(),
          number("distance", r -> r.nearness(Nearness::distance)).cleared(),
          number("standard_error", r -> r.nearness(Nearness::standardError)).cleared(),
          BetColumn.of("offers", Column.Type.JSON, BetColumns::offers).emptied(),
          BetColumn.of("reference_books", Column.Type.JSON, BetRow::references).emptied(),
          BetColumn.of("arbitrage", Column.Type.JSON, BetColumns::arbitrage).cleared(),
          BetColumn.of("middles", Column.Type.JSON, BetColumns::middles).cleared(),
          BetColumn.of(
                  "settings_version", Column.Type.WHOLE, r -> (long) r.line().settingsVersion())
              .renewed()
              .remembered(),
          BetColumn.of("market_time", Column.Type.TIME, r -> InstantText.of(r.line().marketTime()))
              .renewed()
              .remembered(),
          BetColumn.of("valid_until", Column.Type.TIME, r -> InstantText.of(r.line().validUntil()))
              .renewed()
              .remembered(),
          BetColumn.of(
                  "recorded_at", Column.Type.TIME, r -> InstantText.of(r.versioned().recordedAt()))
              .renewed()
              .remembered(),
          BetColumn.of("version", Column.Type.WHOLE, r -> r.versioned().version())
              .renewed()
              .remembered());

  private BetColumns() {}

  private static String offers(BetRow row) {
    return row.json().offers(row.outcome().offers(), row.line());
  }

  private static String arbitrage(BetRow row) {
    return row.isFirst() ? row.json().arbitrage(row.line().arbitrage()) : null;
  }

  private static String middles(BetRow row) {
    return row.isFirst() ? row.json().middles(row.line().middles()) : null;
  }

  private static String label(Label<?> label) {
    return label == null ? null : label.label();
  }
}
