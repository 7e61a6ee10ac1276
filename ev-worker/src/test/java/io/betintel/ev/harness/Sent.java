package io.betintel.ev.harness;

import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.SentPrice;
import java.util.ArrayList;
import java.util.List;

/** What tests have sent to an installation, kept apart from what arrived. Any thread may add. */
public final class Sent {
  private final List<OracleQuote> quotes = new ArrayList<>();

  synchronized void add(MarketSnapshot event) {
    quotes.add(quote(event));
  }

  synchronized List<OracleQuote> all() {
    return List.copyOf(quotes);
  }

  public static OracleQuote quote(MarketSnapshot event) {
    return new OracleQuote(
        event.event().id(),
        event.event().sportKey(),
        event.event().commenceTime().toEpochMilli(),
        event.event().homeTeam(),
        event.event().awayTeam(),
        event.betType().symbol(),
        event.bookmaker().key(),
        event.outcomes().stream()
            .map(
                outcome ->
                    new SentPrice(
                        outcome.name(),
                        outcome.description(),
                        outcome.point(),
                        outcome.price(),
                        outcome.link(),
                        outcome.betLimit()))
            .toList(),
        event.lastUpdate().toEpochMilli(),
        event.observedAt().toEpochMilli(),
        event.link());
  }
}
