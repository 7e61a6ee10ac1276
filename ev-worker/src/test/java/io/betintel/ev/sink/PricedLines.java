package io.betintel.ev.sink;

import io.betintel.ev.bettype.Combination;
import io.betintel.ev.bettype.Method;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.LineId;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.SportingEvent;
import io.betintel.ev.priced.Arbitrage;
import io.betintel.ev.priced.EvByMethod;
import io.betintel.ev.priced.Leg;
import io.betintel.ev.priced.Middle;
import io.betintel.ev.priced.Nearness;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.OfferFlags;
import io.betintel.ev.priced.PriceSource;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.priced.PricedLine.PricedOutcome;
import io.betintel.ev.priced.PricedLine.Reference;
import io.betintel.ev.priced.PricedLine.Status;
import io.betintel.ev.priced.Settlement;
import io.betintel.ev.priced.ValueClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Priced lines for tests. */
public final class PricedLines {
  public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  public static final BetType TOTALS = new BetType("totals");
  public static final BetType POINTS = new BetType("player_points");

  private static final Nearness NEAR = new Nearness(PriceSource.INTERPOLATED, 0.5, 0.0625);

  private PricedLines() {}

  /** An over/under line whose Over is offered at the price by one bookmaker. */
  public static PricedLine open(BetType betType, String event, double point, double price) {
    return open(betType, event, point, price, NOW, NOW.plus(Duration.ofMinutes(20)));
  }

  public static PricedLine open(
      BetType betType,
      String event,
      double point,
      double price,
      Instant marketTime,
      Instant validUntil) {
    Offer over = offer(price, validUntil);
    return line(
        betType,
        event,
        point,
        Status.OPEN,
        marketTime,
        validUntil,
        List.of(
            new PricedOutcome("Over", point, 0.5, over, over, List.of(over)),
            new PricedOutcome("Under", point, 0.5, null, null, List.of())));
  }

  /**
   * The same line with an arbitrage and a middle: Over at the price here, Under at 2.2 here and at
   * 1.9 two points above. Its fair price is interpolated.
   */
  public static PricedLine joined(BetType betType, String event, double point, double price) {
    PricedLine line = open(betType, event, point, price);
    Instant until = NOW.plus(Duration.ofMinutes(10));
    return new PricedLine(
        line.id(),
        line.event(),
        betType,
        null,
        point,
        Status.OPEN,
        null,
        line.marketTime(),
        line.validUntil(),
        line.shape(),
        line.settlement(),
        line.method(),
        line.consensus(),
        1,
        line.references(),
        List.of(estimated(line.outcomes().get(0)), line.outcomes().get(1)),
        new Arbitrage(
            0.02,
            false,
            until,
            List.of(leg("Over", point, price), leg("Under", point, 2.2)),
            1000.0,
            null),
        List.of(
            new Middle(
                LineId.of(new MarketId(event, betType), null, point + 2, List.of()),
                point,
                point + 2,
                0.03,
                0.94,
                0.125,
                true,
                until,
                List.of(leg("Over", point, price), leg("Under", point + 2, 1.9)),
                1000.0)),
        NEAR);
  }

  private static PricedOutcome estimated(PricedOutcome outcome) {
    Offer offer = outcome.best();
    Offer.Value value = offer.value();
    Offer estimated =
        new Offer(
            offer.bookmaker(),
            offer.price(),
            offer.netPrice(),
            offer.quotedAt(),
            offer.validUntil(),
            new Offer.Value(
                value.fairProbability(),
                value.references(),
                value.ev(),
                value.kelly(),
                value.stake(),
                value.valueClass(),
                value.worstCaseEv(),
                value.evByMethod(),
                NEAR,
                0.015625),
            offer.flags(),
            offer.link(),
            offer.betLimit(),
            offer.fee());
    return new PricedOutcome(
        outcome.name(),
        outcome.point(),
        outcome.fairProbability(),
        estimated,
        estimated,
        List.of(estimated));
  }

  private static Leg leg(String outcome, double point, double price) {
    return new Leg(outcome, point, new Bookmaker("betmgm"), price, price, 0.5, 500.0, 0.0);
  }

  /** The line when only Over is still quoted. */
  public static PricedLine overOnly(BetType betType, String event, double point, double price) {
    PricedLine both = open(betType, event, point, price);
    return line(
        betType,
        event,
        point,
        Status.OPEN,
        both.marketTime(),
        both.validUntil(),
        both.outcomes().subList(0, 1));
  }

  /** A line of the shape whose outcomes come and go while it is open. */
  static PricedLine various(String event, String... outcomes) {
    return line(
        TOTALS,
        event,
        5.5,
        Status.OPEN,
        NOW,
        NOW.plus(Duration.ofMinutes(20)),
        Stream.of(outcomes)
            .map(name -> new PricedOutcome(name, 5.5, null, null, null, List.of()))
            .toList(),
        Shape.VARIOUS);
  }

  public static PricedLine withdrawn(BetType betType, String event, double point) {
    return line(betType, event, point, Status.WITHDRAWN, NOW, NOW, List.of());
  }

  public static VersionedLine at(long version, PricedLine line) {
    return at(version, line, NOW.plusMillis(version));
  }

  /** The line as the record of the version carries it. */
  public static VersionedLine at(long version, PricedLine line, Instant recordedAt) {
    return new VersionedLine(line, version, record(0, version, recordedAt, new byte[0]));
  }

  /** A record of a line, whose key is the line's id. */
  static ConsumerRecord<byte[], byte[]> record(int partition, long offset, Instant at, byte[] key) {
    return new ConsumerRecord<>(
        "ev.lines",
        partition,
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        key.length,
        0,
        key,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  private static PricedLine line(
      BetType betType,
      String event,
      double point,
      Status status,
      Instant marketTime,
      Instant validUntil,
      List<PricedOutcome> outcomes) {
    return line(betType, event, point, status, marketTime, validUntil, outcomes, Shape.OVER_UNDER);
  }

  private static PricedLine line(
      BetType betType,
      String event,
      double point,
      Status status,
      Instant marketTime,
      Instant validUntil,
      List<PricedOutcome> outcomes,
      Shape shape) {
    return new PricedLine(
        LineId.of(new MarketId(event, betType), null, point, List.of()),
        new SportingEvent(
            event, "icehockey_nhl", NOW.plus(Duration.ofHours(3)), "Boston", "Buffalo"),
        betType,
        null,
        point,
        status,
        null,
        marketTime,
        validUntil,
        shape,
        Settlement.of(point),
        Method.MULTIPLICATIVE,
        Combination.DEVIG_THEN_AVERAGE,
        1,
        List.of(
            new Reference(
                new Bookmaker("pinnacle"),
                1.0,
                0.04,
                Method.MULTIPLICATIVE,
                Duration.ofMinutes(1))),
        outcomes,
        null,
        List.of(),
        status == Status.OPEN ? Nearness.QUOTED : null);
  }

  private static Offer offer(double price, Instant validUntil) {
    return new Offer(
        new Bookmaker("betmgm"),
        price,
        price,
        NOW,
        validUntil,
        new Offer.Value(
            0.5,
            List.of(new Bookmaker("pinnacle")),
            price / 2 - 1,
            0.1,
            0.025,
            ValueClass.of(price / 2 - 1, 0.045),
            price / 2 - 1,
            EvByMethod.of(method -> method == Method.GOTO ? Double.NaN : price / 2 - 1)),
        OfferFlags.NONE,
        "https://example.org/bet",
        500.0,
        "0.02");
  }
}
