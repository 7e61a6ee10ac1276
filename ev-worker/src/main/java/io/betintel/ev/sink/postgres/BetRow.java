package io.betintel.ev.sink.postgres;

import static io.betintel.ev.sink.postgres.Columns.flag;
import static io.betintel.ev.sink.postgres.Columns.number;
import static io.betintel.ev.sink.postgres.Columns.text;
import static io.betintel.ev.sink.postgres.Columns.whole;

import io.betintel.ev.sink.LineJson;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import java.util.List;
import java.util.function.Function;

/**
 * A row of {@code bets}: a line's outcome. What belongs to the whole line, arbitrage and middles,
 * stands on that of the first outcome, so that it shares the row's version and closing.
 */
record BetRow(VersionedLine versioned, PricedOutcome outcome) {
  /** In the order of the upsert's parameters. */
  static final Columns<BetRow> COLUMNS =
      new Columns<>(
          List.of(
              text(row -> row.line().id().text()),
              text(row -> row.outcome().name()),
              text(row -> row.line().event().id()),
              text(row -> row.line().betType().symbol()),
              text(row -> row.line().description()),
              number(row -> row.outcome().point()),
              number(row -> row.outcome().fairProbability()),
              text(row -> row.best(offer -> offer.bookmaker().key())),
              number(row -> row.best(Offer::price)),
              number(row -> row.value(Offer.Value::ev)),
              number(row -> row.value(Offer.Value::kelly)),
              number(row -> row.value(Offer.Value::stake)),
              text(row -> row.value(v -> v.valueClass() == null ? null : v.valueClass().label())),
              text(row -> row.line().notPriced()),
              text(row -> LineJson.offers(row.outcome().offers(), row.line().marketTime())),
              text(row -> LineJson.references(row.line().references())),
              text(row -> row.line().method()),
              text(row -> row.line().consensus()),
              whole(row -> (long) row.line().settingsVersion()),
              text(row -> row.line().marketTime().toString()),
              text(row -> row.line().validUntil().toString()),
              text(row -> row.versioned().recordedAt().toString()),
              whole(row -> row.versioned().version()),
              number(row -> row.outcome().fairPrice()),
              number(row -> row.outcome().fairAmerican()),
              text(row -> row.line().settlement() == null ? null : row.line().settlement().label()),
              number(row -> row.value(Offer.Value::worstCaseEv)),
              flag(row -> row.best(Offer::suspect)),
              text(row -> row.top(offer -> offer.bookmaker().key())),
              number(row -> row.top(Offer::price)),
              text(row -> row.first() ? LineJson.arbitrage(row.line().arbitrage()) : null),
              text(row -> row.first() ? LineJson.middles(row.line().middles()) : null)));

  PricedLine line() {
    return versioned.line();
  }

  @SuppressWarnings("ReferenceEquality") // the line's own outcome
  private boolean first() {
    return line().outcomes().get(0) == outcome;
  }

  private Object best(Function<Offer, Object> field) {
    return outcome.best() == null ? null : field.apply(outcome.best());
  }

  private Object top(Function<Offer, Object> field) {
    return outcome.top() == null ? null : field.apply(outcome.top());
  }

  private Object value(Function<Offer.Value, Object> field) {
    return outcome.best() == null || outcome.best().value() == null
        ? null
        : field.apply(outcome.best().value());
  }
}
