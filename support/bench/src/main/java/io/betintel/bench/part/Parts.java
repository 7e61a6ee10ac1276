package io.betintel.bench.part;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The parts of a bench, in the order in which they run. */
public final class Parts {
  /** A line for each part. */
  public static final String HELP =
      """
      Parts that compare, each with the worker at home:
        home      changing prices, each record at its event's home
        requotes  some records confirm a price, as often as in feeds/
        ceiling   a Kafka Streams topology that decodes, keeps an entry of the same
                  size, and writes the same lines without computing them
        floor     one that writes the same lines and reads nothing
        naive     one with the whole book of a market as one value, and the worker's
                  calculators
        flink     Flink in one process, state on the heap, with the worker's
                  calculators; it commits once a second
        hop       records are where their bet type's key says: all take the hop
        types     4, 30 and 291 bet types
        lines     1, 20 and 100 lines in a market; a record moves one
        books     5, 20 and 50 bookmakers in a market
        markets   1 thousand and 100 thousand live markets of 5 bookmakers
        hostile   1 %% of the records are broken
      Parts alone:
        latency   open loop at --rate (1000): the worker and the ceiling, from the
                  time at which a record is due to its ack and its lines; the first
                  25 s after a restart, and warm
        product   the worker with both sinks: records whose lines are in both stores
        sinks     both sinks catch up with lines that are on the topic, and the bare
                  loop of their statements and scripts
        stores    open loop at --rate, or 25, 50 and 75 %% of what product measures:
                  ack, lines, Redis, committed row; and a bare pipeline: whole books
                  as values, the worker's calculators, and both sinks' statements in
                  a loop
        start     until it is ready: empty, and with 1 million markets of 5
                  bookmakers (quick: 20 thousand); the heap of their snapshots while
                  all are open. Needs 12 GB
        switches  a bet type is added, switched off, and swept after new settings
      """;

  private static final List<Part> OTHERS =
      List.of(
          new LatencyPart(),
          new ProductPart(),
          new StoringPart(),
          new StoresPart(),
          new StartPart(),
          new SwitchesPart());

  private final Set<String> names;

  private Parts(Set<String> names) {
    this.names = names;
  }

  /**
   * @param names empty for all
   * @throws IllegalArgumentException if there is no such part
   */
  public static Parts named(Set<String> names) {
    List<String> known =
        Stream.concat(Variants.PARTS.stream(), OTHERS.stream().map(Part::name)).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            name + " is no part: accepted are " + String.join(", ", known));
      }
    }
    return new Parts(names.isEmpty() ? new LinkedHashSet<>(known) : new LinkedHashSet<>(names));
  }

  public void run(Session session) throws InterruptedException {
    if (Variants.PARTS.stream().anyMatch(names::contains)) {
      new Comparison(session, new Variants(session).of(names)).run();
    }
    for (Part part : OTHERS) {
      if (names.contains(part.name())) {
        try {
          part.run(session);
        } catch (IOException | IllegalArgumentException e) {
          session.failed(part.name(), e);
        }
      }
    }
  }
}
