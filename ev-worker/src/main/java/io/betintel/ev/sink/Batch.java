package io.betintel.ev.sink;

import io.betintel.ev.priced.PricedLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Some records of the lines topic, reduced to the newest version of each line.
 *
 * @param topic that the versions are of
 * @param lines sorted by line id, each once
 * @param spans the offsets that the records cover, by partition
 * @param records how many records were read
 * @param reduced how many of them are not written: tombstones, and records whose line has a newer
 *     record in the batch
 * @param undecodable the records that are no lines; none of {@link #lines}
 */
public record Batch(
    TopicIdentity topic,
    List<VersionedLine> lines,
    SortedMap<Integer, Span> spans,
    int records,
    int reduced,
    List<RefusedRecord> undecodable) {

  public Batch {
    lines = List.copyOf(lines);
    undecodable = List.copyOf(undecodable);
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /**
   * Without the records whose schema is looked up, and with the positions before them.
   *
   * @param records polled, or held until now
   * @param next the offset after everything that was read or held, by partition
   * @param stored the position that the sink last stored, by partition
   * @param held keeps the records whose schema is looked up
   */
  static Batch of(
      TopicIdentity topic,
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      Map<Integer, Long> next,
      Map<Integer, Long> stored,
      HeldLines held,
      Function<byte[], PricedLine> decode) {
    LineReader reader = new LineReader(topic, decode);
    records.forEach(reader::add);
    reader.decode();
    held.keep(reader.pending(), reader.pendingWhy());
    TreeMap<Integer, Span> spans = new TreeMap<>();
    next.forEach(
        (partition, end) ->
            spans.put(
                partition,
                new Span(
                    stored.getOrDefault(partition, Span.NEVER),
                    held.first(partition).orElse(end))));
    return new Batch(
        topic, reader.lines(), spans, reader.records(), reader.reduced(), reader.undecodable());
  }

  /** Whether its records were kept by the store and not read from the topic now. */
  public boolean isLate() {
    return spans.isEmpty();
  }

  /** Whether nothing is to be done: every record waits for its schema. */
  boolean isEmpty() {
    return records == 0
        && spans.values().stream().allMatch(span -> span.next() <= Math.max(0, span.from()));
  }

  /** The same positions, without some of the lines. */
  Batch without(Set<VersionedLine> refused) {
    List<VersionedLine> rest = new ArrayList<>(lines);
    rest.removeAll(refused);
    return new Batch(topic, rest, spans, records, reduced, undecodable);
  }
}
