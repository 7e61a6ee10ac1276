package io.betintel.ev.simulation;

import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What {@code ev.lines} says, read without a sink. */
final class Lines {
  private Lines() {}

  /**
   * The newest committed record of a line.
   *
   * @param version its offset
   */
  record Last(long version, PricedLine line) {
    boolean isOpen() {
      return line.status() == PricedLine.Status.OPEN;
    }
  }

  static PricedLine decode(ConsumerRecord<byte[], byte[]> record) {
    return new PricedLineCodec(Rules.SCHEMAS).decode(record.value());
  }

  /** By line id. */
  static SortedMap<String, Last> last(Broker broker) {
    SortedMap<String, Last> last = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.committed(Broker.TOPICS.lines())) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      last.put(id, new Last(record.offset(), decode(record)));
    }
    return last;
  }

  /** The lines that were open in some record. */
  static SortedSet<String> everOpen(Broker broker) {
    SortedSet<String> open = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> record : broker.committed(Broker.TOPICS.lines())) {
      if (decode(record).status() == PricedLine.Status.OPEN) {
        open.add(new String(record.key(), StandardCharsets.UTF_8));
      }
    }
    return open;
  }

  static void offers(SortedMap<String, String> offers, PricedLine line) {
    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      for (Offer offer : outcome.offers()) {
        offers.put(
            offer(
                line.event().id(),
                line.betType().symbol(),
                line.point(),
                outcome.name(),
                offer.bookmaker().key()),
            offer.price() + " under settings " + line.settingsVersion());
      }
    }
  }

  static String offer(String event, String type, Double point, String outcome, String book) {
    return event + " " + type + " " + point + " " + outcome + " " + book;
  }

  static OracleQuote as(OracleQuote quote, BetType type) {
    return new OracleQuote(
        quote.eventId(),
        quote.sport(),
        quote.start(),
        quote.home(),
        quote.away(),
        type.symbol(),
        quote.book(),
        quote.prices(),
        quote.quotedAt(),
        quote.seenAt(),
        quote.link());
  }
}
