package io.betintel.ev.simulation;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.SentPrice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The producers: quotes that are new, late, repeated, of one instant or empty; and garbage. */
final class Feed {
  private static final String SPORT = "basketball_nba";
  private static final Instant TIP_OFF = ModelClock.START.plus(Duration.ofHours(8));
  private static final double[] PRICES = {1.8, 1.9, 2.0, 2.1};
  private static final double[] POINTS = {5.5, 6.5};

  private final Broker broker;
  private final ModelClock clock;
  private final List<OracleQuote> sent = new ArrayList<>();
  private OracleQuote last;

  Feed(Broker broker, ModelClock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  /** Every quote that was sent, each as often as it was. */
  List<OracleQuote> sent() {
    return sent;
  }

  /**
   * Sends one quote, of the control and the operated bet type alike.
   *
   * @param how decides everything about it
   */
  void send(int how) {
    SplittableRandom random = new SplittableRandom(how);
    int kind = random.nextInt(100);
    if (kind < 4) {
      garbage(random);
      return;
    }
    OracleQuote quote = kind < 14 && last != null ? last : quote(random, kind);
    last = quote;
    boolean away = random.nextInt(3) == 0;
    send(Lines.as(quote, Rules.CONTROL), away);
    send(Lines.as(quote, Rules.OPERATED), random.nextInt(3) == 0);
    switch (random.nextInt(4)) {
      case 0 -> send(Lines.as(quote, Rules.OLD_NAME), away);
      case 1 -> send(Lines.as(quote, Rules.NEW_NAME), away);
      default -> {}
    }
  }

  private OracleQuote quote(SplittableRandom random, int kind) {
    String event = Rules.EVENTS.get(random.nextInt(Rules.EVENTS.size()));
    String book = Rules.BOOKS.get(random.nextInt(Rules.BOOKS.size()));
    long seen = clock.feed().toEpochMilli();
    long quoted = seen - random.nextInt(3) * 1000L;
    if (kind < 22) {
      quoted -= 30_000; // late
    } else if (kind < 32 && last != null) {
      event = last.eventId(); // of one instant with the last one
      book = last.book();
      quoted = Math.min(last.quotedAt(), seen);
    }
    List<SentPrice> prices = new ArrayList<>();
    if (kind < 86) {
      for (double point : POINTS) {
        if (random.nextInt(3) > 0) {
          prices.add(price("Over", point, random));
          if (random.nextInt(5) > 0) {
            prices.add(price("Under", point, random));
          }
        }
      }
    }
    return new OracleQuote(
        event,
        SPORT,
        TIP_OFF.toEpochMilli(),
        "Lions",
        "Bears",
        Rules.CONTROL.symbol(),
        book,
        prices,
        quoted,
        seen,
        null);
  }

  private static SentPrice price(String name, double point, SplittableRandom random) {
    return new SentPrice(name, null, point, PRICES[random.nextInt(PRICES.length)], null, null);
  }

  private void send(OracleQuote quote, boolean away) {
    GenericRecord event =
        WireEvents.event(
            e -> {
              e.put("event_id", quote.eventId());
              e.put("sport_key", quote.sport());
              e.put("commence_time", quote.start());
              e.put("bookmaker", quote.book());
              e.put("bet_type", WireEvents.symbol(e.getSchema(), quote.betType()));
              e.put("last_update", quote.quotedAt());
              List<GenericRecord> outcomes = new ArrayList<>();
              for (SentPrice price : quote.prices()) {
                GenericRecord outcome =
                    WireEvents.outcome(e.getSchema(), price.name(), price.odds());
                outcome.put("point", price.point());
                outcomes.add(outcome);
              }
              e.put("outcomes", outcomes);
            });
    int home = EventPartitioner.home(quote.eventId(), broker.partitions());
    append(
        away ? (home + 1) % broker.partitions() : home,
        quote.betType(),
        WireEvents.wire(Rules.ODDS_ID, event),
        quote.seenAt());
    sent.add(quote);
  }

  /** No event at all, of the control: a dead letter. */
  private void garbage(SplittableRandom random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    bytes[0] = 1;
    append(
        random.nextInt(broker.partitions()),
        Rules.CONTROL.symbol(),
        bytes,
        clock.feed().toEpochMilli());
  }

  private void append(int partition, String key, byte[] value, long timestamp) {
    broker.append(
        Broker.TOPICS.oddsEvents(),
        partition,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        timestamp,
        Transaction.NONE);
  }
}
