package io.betintel.ev.simulation;

import io.betintel.ev.catalogue.Catalogue;
import io.betintel.ev.catalogue.Flags;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.oracle.NewestQuotes;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.SentPrice;
import io.betintel.ev.priced.Offer;
import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What holds when nothing is in flight, by what the topics and the stores have. */
final class Checks {
  private final Servers servers;
  private final Feed feed;

  Checks(Servers servers, Feed feed) {
    this.servers = servers;
    this.feed = feed;
  }

  void all() {
    servers.ledger.check(servers.broker, Broker.TOPICS.oddsEvents());
    servers.ledger.check(servers.broker, Broker.HOP);
    servers.parked.check();
    Fates fates = new Fates(servers, feed);
    fates.check();
    deadLetters(fates);
    QuarantineLedger.requireNoneKnown(servers.broker, servers.registry);
    SortedMap<String, Lines.Last> last = Lines.last(servers.broker);
    List<OracleQuote> counted = fates.counted();
    book(last, counted);
    tables(last);
    new EventCheck(servers.tables).check(counted, last);
    cache(last);
  }

  /** Each record that is no event, or of a schema that nobody registers, is a dead letter once. */
  private void deadLetters(Fates fates) {
    SortedMap<String, Long> expected = new TreeMap<>();
    SortedMap<String, Long> actual = new TreeMap<>(fates.letters());
    for (ConsumerRecord<byte[], byte[]> record :
        servers.broker.committed(Broker.TOPICS.oddsEvents())) {
      String origin = Feed.origin(record.partition(), record.offset());
      boolean garbage = record.value()[0] != 0;
      if (garbage || Rules.schemaOf(record.value()) == ModelRegistry.NEVER_ID) {
        expected.put(origin, 1L);
      } else if (actual.containsKey(origin)) {
        expected.put(origin, 1L); // whether it may be one, the fates say
        actual.computeIfPresent(origin, (same, count) -> wasParked(same) ? 1L : count);
      }
    }
    same("dead letters", "by origin", expected, actual);
  }

  /** What was parked may be sent twice. */
  private boolean wasParked(String origin) {
    return servers
        .parkedRecords()
        .anyMatch(record -> EvHeaders.origin(record.headers()).equals(origin));
  }

  /** Each line of a served type has what the newest quotes say, whoever published it. */
  private void book(SortedMap<String, Lines.Last> last, List<OracleQuote> counted) {
    Catalogue catalogue = servers.database.catalogue();
    SortedMap<String, String> expected = new TreeMap<>();
    List<OracleQuote> sent =
        counted.stream()
            .map(quote -> Lines.as(quote, catalogue.canonical(new BetType(quote.betType()))))
            .toList();
    NewestQuotes.of(sent)
        .values()
        .forEach(
            book ->
                book.values()
                    .forEach(
                        quote -> {
                          BetType type = new BetType(quote.betType());
                          if (catalogue.served(type) == Served.SERVED) {
                            expect(expected, catalogue, quote);
                          }
                        }));
    SortedMap<String, String> actual = new TreeMap<>();
    last.values().stream()
        .filter(Lines.Last::isOpen)
        .map(Lines.Last::line)
        .filter(line -> catalogue.served(line.betType()) != Served.DISABLED)
        .filter(line -> catalogue.served(line.betType()) != Served.NO_ROW)
        .forEach(line -> Lines.offers(actual, line));
    same("book", "offers", expected, actual);
  }

  private static void expect(
      SortedMap<String, String> expected, Catalogue catalogue, OracleQuote quote) {
    int settings = catalogue.find(new BetType(quote.betType())).orElseThrow().settingsVersion();
    for (SentPrice price : quote.prices()) {
      expected.put(
          Lines.offer(quote.eventId(), quote.betType(), price.point(), price.name(), quote.book()),
          price.odds() + " under settings " + settings);
    }
  }

  /** The rows of a line are those of its last record, whatever the batches were. */
  private void tables(SortedMap<String, Lines.Last> last) {
    Catalogue catalogue = servers.database.catalogue();
    SortedMap<String, String> expected = new TreeMap<>();
    SortedMap<String, String> actual = new TreeMap<>();
    SortedSet<String> ever = Lines.everOpen(servers.broker);
    last.forEach(
        (id, state) -> {
          BetType type = state.line().betType();
          if (!state.isOpen()) {
            boolean exact = type.equals(Rules.CONTROL) && ever.contains(id);
            for (String outcome : List.of("Over", "Under")) {
              if (exact) {
                expected.put(id + " " + outcome, "closed by " + state.version());
              }
            }
          } else if (catalogue.served(type) == Served.SERVED) {
            state
                .line()
                .outcomes()
                .forEach(
                    outcome ->
                        expected.put(
                            ModelTables.key(state.line(), outcome.name()),
                            "open by " + state.version()));
          }
        });
    servers
        .tables
        .rows()
        .forEach(
            (key, row) -> {
              Lines.Last state = last.get(row.line().id().text());
              boolean checked =
                  row.line().betType().equals(Rules.CONTROL) || expected.containsKey(key);
              if (checked && state != null) {
                actual.put(key, (row.open() ? "open by " : "closed by ") + row.version());
              } else if (state != null && !state.isOpen() && row.open()) {
                throw new Finding("tables", key + " is open, and its line was withdrawn");
              }
            });
    if (servers.broker.isCompacted()) { // the records of a closed row's open versions may be gone
      expected.keySet().removeIf(key -> !actual.containsKey(key) && isClosed(expected.get(key)));
      actual.keySet().removeIf(key -> !expected.containsKey(key) && isClosed(actual.get(key)));
    }
    same("tables", "rows", expected, actual);
  }

  private static boolean isClosed(String row) {
    return row.startsWith("closed");
  }

  /** A line is cached exactly while it is open, valid and of a type that is on. */
  private void cache(SortedMap<String, Lines.Last> last) {
    Flags flags = servers.database.flags();
    Instant now = servers.clock.instant();
    SortedMap<String, Long> expected = new TreeMap<>();
    SortedMap<String, Long> actual = new TreeMap<>();
    servers.cache.entries().forEach((id, entry) -> actual.put(id, entry.version()));
    last.forEach(
        (id, state) -> {
          if (state.isOpen()
              && state.line().validUntil().isAfter(now)
              && flags.on(state.line().betType())) {
            expected.put(id, state.version());
          }
        });
    same("cache", "entries", expected, actual);
  }

  /**
   * Nothing of a type that is off was published since.
   *
   * @param ends of the lines topic then
   */
  void gate(Map<Integer, Long> ends) {
    Catalogue catalogue = servers.database.catalogue();
    for (ConsumerRecord<byte[], byte[]> record : servers.broker.committed(Broker.TOPICS.lines())) {
      if (record.offset() >= ends.get(record.partition())) {
        PricedLine line = Lines.decode(record);
        if (catalogue.served(line.betType()) != Served.SERVED) {
          throw new Finding("gate", line.id() + " is published, and its type is off");
        }
      }
    }
  }

  /** The operated type ends as the one that was never off, whatever was done to it. */
  void twins() {
    Set<String> unequal = new Fates(servers, feed).unequal(Rules.CONTROL, Rules.OPERATED);
    Map<String, Map<BetType, String>> shown = new HashMap<>();
    Lines.last(servers.broker)
        .values()
        .forEach(
            state -> {
              PricedLine line = state.line();
              if (state.isOpen() && !unequal.contains(line.event().id())) {
                shown
                    .computeIfAbsent(line.event().id() + " " + line.point(), k -> new HashMap<>())
                    .put(line.betType(), twin(line));
              }
            });
    shown.forEach(
        (line, byType) -> {
          String control = byType.get(Rules.CONTROL);
          String operated = byType.get(Rules.OPERATED);
          if (control == null ? operated != null : !control.equals(operated)) {
            throw new Finding(
                "twins", line + " never off:\n  " + control + "\nand operated:\n  " + operated);
          }
        });
  }

  private static String twin(PricedLine line) {
    StringBuilder text = new StringBuilder();
    text.append(line.notPriced()).append(' ').append(line.method());
    line.references()
        .forEach(each -> text.append(' ').append(each.bookmaker()).append(each.weight()));
    for (PricedLine.PricedOutcome outcome : line.outcomes()) {
      text.append(' ').append(outcome.name()).append(' ').append(outcome.fairProbability());
      for (Offer offer : outcome.offers()) {
        text.append(' ').append(offer.bookmaker()).append(' ').append(offer.price());
        text.append(' ').append(offer.value()).append(' ').append(offer.flags());
      }
    }
    return text.toString();
  }

  private static <V> void same(
      String checker, String what, Map<String, V> expected, Map<String, V> actual) {
    SortedSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    StringBuilder differences = new StringBuilder();
    for (String key : keys) {
      V one = expected.get(key);
      V other = actual.get(key);
      if (one == null ? other != null : !one.equals(other)) {
        differences.append("\n  ").append(key).append(": ").append(other).append(", not ");
        differences.append(one);
      }
    }
    if (!differences.isEmpty()) {
      throw new Finding(checker, what + differences);
    }
  }
}
