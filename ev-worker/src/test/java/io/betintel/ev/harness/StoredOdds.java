package io.betintel.ev.harness;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.PricingTerms;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.sink.Batch;
import io.betintel.ev.sink.PricedLines;
import io.betintel.ev.sink.Span;
import io.betintel.ev.sink.TopicIdentity;
import io.betintel.ev.sink.VersionedLine;
import io.betintel.ev.sink.postgres.PostgresSink;
import io.betintel.ev.value.EvCalculator;
import io.betintel.ev.value.FeeTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Odds of now in the tables: priced by the worker's own book and calculator, stored by its own
 * sink, without Kafka in between.
 */
public final class StoredOdds implements AutoCloseable {
  private static final TopicIdentity TOPIC = new TopicIdentity("ev.lines", "stored-odds", 1);

  private static final String EXPIRE =
      """
      UPDATE bets SET offers = (
        SELECT jsonb_agg(CASE WHEN o->>'bookmaker' = ?
          THEN o || jsonb_build_object('valid_until', to_json(now())) ELSE o END)
        FROM jsonb_array_elements(offers) AS o)
      WHERE event_id = ?
      """;

  /** Quotes are of this instant: fresh for as long as a test lasts. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final HikariDataSource pool;
  private final PostgresSink sink;
  private final EvCalculator calculator;
  private final Map<MarketId, MarketBook> books = new HashMap<>();
  private int quotes;
  private long next;

  public StoredOdds(Installation installation) {
    this.pool = PostgresPool.of(PostgresConfig.from(installation.settings()), "stored-odds");
    this.sink = new PostgresSink(pool);
    this.calculator = new EvCalculator(FeeTable.from(installation.settings()));
    sink.positions(TOPIC);
  }

  /** Lions against Bears, in three hours. */
  public SportingEvent event(String id, String sport) {
    return new SportingEvent(id, sport, now.plus(Duration.ofHours(3)), "Lions", "Bears");
  }

  /** A bookmaker's quotes, later than those before. */
  public MarketSnapshot quote(
      SportingEvent event, String betType, String bookmaker, Outcome... outcomes) {
    Instant quoted = now.plusMillis(quotes++);
    return new MarketSnapshot(
        event,
        new BetType(betType),
        new Bookmaker(bookmaker),
        List.of(outcomes),
        quoted,
        quoted,
        "https://" + bookmaker + ".example.com/bet");
  }

  /** Both teams at these prices, at Pinnacle 1.95 each and at FanDuel. */
  public List<MarketSnapshot> moneyline(
      SportingEvent event, String bookmaker, double home, double away) {
    return List.of(
        quote(event, "h2h", "pinnacle", team("Lions", 1.95), team("Bears", 1.95)),
        quote(event, "h2h", bookmaker, team("Lions", home), team("Bears", away)));
  }

  public static Outcome team(String name, double price) {
    return Outcome.of(name, null, null, price);
  }

  /** Prices the markets of these quotes, and stores all of their lines as one batch. */
  public void store(List<MarketSnapshot> snapshots) {
    Map<MarketId, MarketSnapshot> changed = new HashMap<>();
    for (MarketSnapshot snapshot : snapshots) {
      books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
      changed.put(snapshot.marketId(), snapshot);
    }
    List<VersionedLine> lines = new ArrayList<>();
    long first = next;
    changed.forEach(
        (market, snapshot) -> {
          PricingTerms betType = entry(snapshot.betType());
          calculator
              .price(books.get(market).lines(betType.shape()).values(), betType)
              .forEach(line -> lines.add(PricedLines.at(next, line, now.plusMillis(next++))));
        });
    lines.sort(Comparator.comparing(versioned -> versioned.line().id()));
    sink.write(
        new Batch(
            TOPIC,
            lines,
            List.of(),
            new TreeMap<>(Map.of(0, new Span(first == 0 ? Span.NEVER : first, next))),
            lines.size(),
            0,
            List.of()));
  }

  private static PricingTerms entry(BetType betType) {
    Shape shape =
        switch (betType.symbol()) {
          case "h2h" -> Shape.WINNER;
          case "spreads" -> Shape.SPREAD;
          default -> Shape.OVER_UNDER;
        };
    return new PricingTerms(betType, shape, BetTypeSettings.defaults(), 1);
  }

  /** Ends the validity of the bookmaker's offers now; the event's lines stay valid. */
  public void expire(String eventId, String bookmaker) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement update = connection.prepareStatement(EXPIRE)) {
      update.setString(1, bookmaker);
      update.setString(2, eventId);
      update.executeUpdate();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
