package io.betintel.ev.simulation;

import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.WireEvents;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.SentPrice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The producers: quotes that are new, late, repeated, of one instant or empty; and garbage. */
final class Feed {
  private static final String SPORT = "basketball_nba";
  private static final double[] PRICES = {1.8, 1.9, 2.0, 2.1};

  private final Broker broker;
  private final ModelClock clock;
  private final Fixtures fixtures = new Fixtures();
  private final ModelRegistry registry;
  private final List<Sent> sent = new ArrayList<>();
  private OracleQuote last;
  private int sends;

  Feed(Servers servers) {
    this.broker = servers.broker;
    this.clock = servers.clock;
    this.registry = servers.registry;
  }

  /**
   * A record of a quote.
   *
   * @param send its number: the quotes of one sending differ by their bet types alone
   * @param origin its place in the input
   */
  record Sent(int send, OracleQuote quote, int schemaId, String origin) {}

  /** Every quote that was sent, each as often as it was. */
  List<Sent> sent() {
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
    int schema = schema(random.nextInt(100));
    sends++;
    send(Lines.as(quote, Rules.CONTROL), schema, away);
    send(Lines.as(quote, Rules.OPERATED), schema, random.nextInt(3) == 0);
    switch (random.nextInt(4)) {
      case 0 -> send(Lines.as(quote, Rules.OLD_NAME), schema, away);
      case 1 -> send(Lines.as(quote, Rules.NEW_NAME), schema, away);
      default -> {}
    }
  }

  private static int schema(int kind) {
    if (kind < 4) {
      return ModelRegistry.NEVER_ID;
    }
    return kind < 20 ? ModelRegistry.LATE_ID : Rules.ODDS_ID;
  }

  /** The quotes that are made from now on have another start, other teams and other totals. */
  void reschedule(int how) {
    fixtures.change(Rules.EVENTS.get(how % Rules.EVENTS.size()), clock.feed().toEpochMilli());
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
    Fixtures.Details details = fixtures.at(event, seen);
    quoted = Math.max(quoted, details.since()); // what was quoted before is of the old fixture
    List<SentPrice> prices = new ArrayList<>();
    if (kind < 86) {
      for (double point : details.points()) {
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
        details.start().toEpochMilli(),
        Fixtures.HOME,
        details.away(),
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

  private void send(OracleQuote quote, int schema, boolean away) {
    GenericRecord event =
        WireEvents.event(
            e -> {
              e.put("event_id", quote.eventId());
              e.put("sport_key", quote.sport());
              e.put("commence_time", quote.start());
              e.put("home_team", quote.home());
              e.put("away_team", quote.away());
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
    int partition = away ? (home + 1) % broker.partitions() : home;
    long offset =
        append(partition, quote.betType(), WireEvents.wire(schema, event), quote.seenAt());
    registry.sent(schema);
    sent.add(new Sent(sends, quote, schema, origin(partition, offset)));
  }

  /** No event at all, of the control: a dead letter. */
  private void garbage(SplittableRandom random) {
    byte[] bytes = new byte[8];
    random.nextBytes(bytes);
    bytes[0] = 1;
    long unused =
        append(
            random.nextInt(broker.partitions()),
            Rules.CONTROL.symbol(),
            bytes,
            clock.feed().toEpochMilli());
  }

  /** The place of an input record, as its headers name it behind the hop. */
  static String origin(int partition, long offset) {
    return Broker.TOPICS.oddsEvents() + "-" + partition + " offset " + offset;
  }

  private long append(int partition, String key, byte[] value, long timestamp) {
    return broker.append(
        Broker.TOPICS.oddsEvents(),
        partition,
        key.getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders(),
        timestamp,
        Transaction.NONE);
  }
}
