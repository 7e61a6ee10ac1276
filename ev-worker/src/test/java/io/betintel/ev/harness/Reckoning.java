package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.codec.PricedLineCodec;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.sink.VersionedLine;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * The account that must come out even, whatever happened to the workers: waits until nothing is in
 * flight, then compares the lines with the {@link PurePath}, the parked events with the input, and
 * both stores with the lines.
 */
public final class Reckoning {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Installation installation;
  private final TopicContents contents;
  private final String hop;

  public Reckoning(Installation installation) {
    this.installation = installation;
    this.contents = installation.contents();
    this.hop = installation.applicationId() + "-by-event-repartition";
  }

  public void comesOutEven() throws Exception {
    comesOutEven(false, line -> false);
  }

  /**
   * The same where every parked event has been returned.
   *
   * @param swept which lines may have been published again as they were, by their ids
   */
  public void comesOutEvenAfterReturn(Predicate<String> swept) throws Exception {
    comesOutEven(true, swept);
  }

  /** The same, but lines may have been published again as they were. */
  public void evenAfterASweep() throws Exception {
    comesOutEven(false, line -> true);
  }

  private void comesOutEven(boolean returned, Predicate<String> swept) throws Exception {
    awaitDrained();
    try (SchemaRegistryClient registry = installation.registry()) {
      WriterSchemas schemas =
          new WriterSchemas(
              registry, Clock.systemUTC(), Duration.ofSeconds(30), Duration.ofSeconds(10));
      List<ConsumerRecord<byte[], byte[]>> input =
          contents.read(installation.topics().oddsEvents());
      PurePath pure = PurePath.of(installation, schemas, input);
      List<ConsumerRecord<byte[], byte[]>> published = contents.read(installation.topics().lines());

      assertNoneDoubled(published, swept);
      Map<String, VersionedLine> newest = newest(published, new PricedLineCodec(schemas));
      SortedMap<String, PricedLine> open = new TreeMap<>();
      newest.forEach(
          (id, versioned) -> {
            if (!versioned.withdrawn()) {
              open.put(id, versioned.line());
            }
          });
      assertThat(open.keySet()).isEqualTo(pure.lines().keySet());
      assertThat(open).isEqualTo(pure.lines());
      assertParkedOnce(returned ? null : pure.parked());

      StoredLines stored = new StoredLines(installation);
      await("the sinks").atMost(PATIENCE).until(() -> stored.reached(published));
      stored.assertPostgresHolds(newest);
      stored.assertRedisHolds(newest);
    }
  }

  /** Returns when every input record, hopped or not, is committed and no transaction is open. */
  public void awaitDrained() {
    await("nothing in flight")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(this::drained);
  }

  /** Returns when what is in the input by now is taken and committed, by way of the hop too. */
  public void awaitTaken() {
    awaitCommitted(contents.ends(installation.topics().oddsEvents()));
    // In the transaction that took a record from the input it came onto the hop.
    Map<TopicPartition, Long> hopped = new HashMap<>();
    contents
        .read(hop)
        .forEach(
            record ->
                hopped.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    record.offset() + 1,
                    Math::max));
    awaitCommitted(hopped);
  }

  private void awaitCommitted(Map<TopicPartition, Long> ends) {
    await("what was sent is taken")
        .atMost(PATIENCE)
        .until(
            () -> {
              Map<TopicPartition, OffsetAndMetadata> committed = committed();
              return ends.entrySet().stream()
                  .allMatch(end -> behind(committed, end.getKey()) >= end.getValue());
            });
  }

  private boolean drained() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = committed();
    Map<TopicPartition, Long> input = contents.ends(installation.topics().oddsEvents());
    boolean read =
        input.entrySet().stream()
            .allMatch(
                end -> end.getValue() == 0 || behind(committed, end.getKey()) >= end.getValue());
    return read
        && settled(installation.topics().lines())
        && settled(installation.topics().parked())
        && settled(hop)
        && contents.read(hop).stream()
            .allMatch(
                record ->
                    behind(committed, new TopicPartition(record.topic(), record.partition()))
                        > record.offset());
  }

  private Map<TopicPartition, OffsetAndMetadata> committed() throws Exception {
    return installation
        .sharedAdmin()
        .listConsumerGroupOffsets(installation.applicationId())
        .partitionsToOffsetAndMetadata()
        .get();
  }

  private static long behind(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata offset = committed.get(partition);
    return offset == null ? 0 : offset.offset();
  }

  private boolean settled(String topic) {
    return contents.ends(topic).equals(contents.committedEnds(topic));
  }

  /** A line is published only when it changed: two equal versions in a row are one too many. */
  private static void assertNoneDoubled(
      List<ConsumerRecord<byte[], byte[]>> published, Predicate<String> swept) {
    Map<String, byte[]> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : published) {
      String id = new String(record.key(), StandardCharsets.UTF_8);
      byte[] before = last.put(id, record.value());
      assertThat(before != null && Arrays.equals(before, record.value()) && !swept.test(id))
          .as("%s is published twice, again at %s", id, record.offset())
          .isFalse();
    }
  }

  /**
   * @param expected null if the input does not tell
   */
  private void assertParkedOnce(Integer expected) {
    List<ConsumerRecord<byte[], byte[]>> parked = contents.read(installation.topics().parked());
    Set<String> origins =
        parked.stream().map(record -> origin(record.headers())).collect(Collectors.toSet());
    assertThat(parked.size())
        .as("parked records")
        .isEqualTo(expected == null ? parked.size() : expected);
    assertThat(origins.size()).as("parked events").isEqualTo(parked.size());
  }

  private static String origin(Headers headers) {
    return text(headers, "ev-origin-partition") + "/" + text(headers, "ev-origin-offset");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static Map<String, VersionedLine> newest(
      List<ConsumerRecord<byte[], byte[]>> published, PricedLineCodec codec) {
    Map<String, VersionedLine> newest = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : published) {
      newest.put(
          new String(record.key(), StandardCharsets.UTF_8),
          new VersionedLine(
              codec.decode(record.value()),
              record.partition(),
              record.offset(),
              Instant.ofEpochMilli(record.timestamp())));
    }
    return newest;
  }
}
