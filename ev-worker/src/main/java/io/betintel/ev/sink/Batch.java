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
 * @param earlier older versions of some of them, by line id and version: each was the last to have
 *     an outcome that the newer ones do not have. A store that keeps what was withdrawn writes them
 *     first, so that its rows do not depend on how the topic is cut into batches
 * @param spans the offsets that the records cover, by partition
 * @param records how many records were read
 * @param reduced how many of them are none of {@link #lines}: tombstones, and records whose line
 *     has a newer record in the batch
 * @param undecodable the records that are no lines; none of {@link #lines}
 */
public record Batch(
    TopicIdentity topic,
    List<VersionedLine> lines,
    List<VersionedLine> earlier,
    SortedMap<Integer, Span> spans,
    int records,
    int reduced,
    List<RefusedRecord> undecodable) {

  public Batch {
    lines = List.copyOf(lines);
    earlier = List.copyOf(earlier);
    undecodable = List.copyOf(undecodable);
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /**
   * Without the records whose schema is looked up, and with the positions before them.
   *
   * @param records polled, or held until now
   * @param passed how many more were read and need no look
   * @param next the offset before everything that still waits after these, by partition
   * @param stored the position that the sink last stored, by partition
   * @param held keeps the records whose schema is looked up
   */
  static Batch of(
      TopicIdentity topic,
      Iterable<ConsumerRecord<byte[], byte[]>> records,
      int passed,
      Map<Integer, Long> next,
      Map<Integer, Long> stored,
      HeldLines held,
      Function<byte[], PricedLine> decode) {
    LineReader reader = new LineReader(topic, decode);
    records.forEach(reader::add);
    reader.pass(passed);
    reader.decode();
    held.keep(reader.pending(), reader.pendingWhy());
    TreeMap<Integer, Span> spans = new TreeMap<>();
    next.forEach(
        (partition, end) ->
            spans.put(
                partition,
                new Span(
                    stored.getOrDefault(partition, Span.NEVER),
                    Math.min(end, held.first(partition).orElse(end)))));
    return new Batch(
        topic,
        reader.lines(),
        reader.earlier(),
        spans,
        reader.records(),
        reader.reduced(),
        reader.undecodable());
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

  /** The same positions, without some of the lines, which are counted as refused. */
  Batch without(Set<VersionedLine> refused) {
    List<VersionedLine> older = rest(earlier, refused);
    return new Batch(
        topic,
        rest(lines, refused),
        older,
        spans,
        records,
        reduced - (earlier.size() - older.size()),
        undecodable);
  }

  private static List<VersionedLine> rest(List<VersionedLine> lines, Set<VersionedLine> refused) {
    List<VersionedLine> rest = new ArrayList<>(lines);
    rest.removeAll(refused);
    return rest;
  }
}
