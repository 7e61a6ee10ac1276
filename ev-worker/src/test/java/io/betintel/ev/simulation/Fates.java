package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.oracle.OracleQuote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What has become of each quote that was sent: a book has it, or there is a reason why not. */
final class Fates {
  private final Servers servers;
  private final List<Feed.Sent> sent;
  private final Map<String, Long> letters = new TreeMap<>();

  Fates(Servers servers, Feed feed) {
    this.servers = servers;
    this.sent = feed.sent();
    for (ConsumerRecord<byte[], byte[]> letter :
        servers.broker.committed(Broker.TOPICS.deadLetters())) {
      letters.merge(EvHeaders.origin(letter.headers()), 1L, Long::sum);
    }
  }

  /** Dead letters, by the place of their records in the input. */
  Map<String, Long> letters() {
    return letters;
  }

  boolean hasCounted(Feed.Sent record) {
    return servers.ledger.hasCounted(record.origin());
  }

  /** The quotes that books have, or have newer ones of. */
  List<OracleQuote> counted() {
    List<OracleQuote> counted = new ArrayList<>();
    for (Feed.Sent record : sent) {
      if (hasCounted(record)) {
        counted.add(record.quote());
      }
    }
    return counted;
  }

  /** The events of which one type has got what the other has not. */
  Set<String> unequal(BetType one, BetType other) {
    Map<Integer, Boolean> of = new TreeMap<>();
    sent.stream()
        .filter(record -> record.quote().betType().equals(one.symbol()))
        .forEach(record -> of.put(record.send(), hasCounted(record)));
    Set<String> unequal = new HashSet<>();
    sent.stream()
        .filter(record -> record.quote().betType().equals(other.symbol()))
        .filter(record -> of.get(record.send()) != hasCounted(record))
        .forEach(record -> unequal.add(record.quote().eventId()));
    return unequal;
  }

  /** Every quote is in a book, or a dead letter, or it waits for its type, or has expired. */
  void check() {
    Catalogue catalogue = servers.database.catalogue();
    Set<String> parked = new HashSet<>();
    servers.parkedRecords().forEach(record -> parked.add(EvHeaders.origin(record.headers())));
    Set<String> expired = new HashSet<>();
    servers
        .broker
        .deleted(Broker.TOPICS.parked())
        .forEach(record -> expired.add(EvHeaders.origin(record.headers())));
    for (Feed.Sent record : sent) {
      String origin = record.origin();
      boolean dead = letters.containsKey(origin);
      if (dead && !servers.registry.mayBeDead(record.schemaId())) {
        throw new Finding(
            "dead letters", origin + " is one, and its schema was known, or is not long unknown");
      }
      boolean served = catalogue.servedAs(new BetType(record.quote().betType())) == Served.SERVED;
      boolean waits = expired.contains(origin) || (parked.contains(origin) && !served);
      if (!hasCounted(record) && !dead && !waits) {
        throw new Finding("ledger", origin + " is nowhere: " + record.quote());
      }
    }
  }
}
