package io.betintel.ev.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.betintel.ev.oracle.Content;
import io.betintel.ev.oracle.Figures;
import io.betintel.ev.oracle.Oracle;
import io.betintel.ev.oracle.OracleQuote;
import io.betintel.ev.oracle.TypeRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * The account that must balance, whatever happened to the workers: waits until nothing is in
 * flight, then compares what arrived with what was sent, the lines with the second
 * implementation's, the parked events with the input, and both stores with the lines.
 */
public final class Reckoning {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final double TOLERANCE = 1e-9;

  private final Installation installation;
  private final TopicContents contents;
  private final String hop;

  public Reckoning(Installation installation) {
    this.installation = installation;
    this.contents = installation.contents();
    this.hop = installation.applicationId() + "-by-event-repartition";
  }

  public void comesOutEven() throws Exception {
    comesOutEven(null, line -> false);
  }

  /**
   * The same where events were parked and have been returned.
   *
   * @param parked how many events of each bet type were sent while it was off
   * @param swept which lines may have been published again as they were, by their ids
   */
  public void comesOutEvenAfterReturn(SortedMap<String, Integer> parked, Predicate<String> swept)
      throws Exception {
    comesOutEven(parked, swept);
  }

  /** The same as {@link #comesOutEven}, but lines may have been published again as they were. */
  public void evenAfterASweep() throws Exception {
    comesOutEven(null, line -> true);
  }

  /**
   * The same after the broker was killed: it forgets which records it has taken, so that a producer
   * sends some of them twice.
   */
  public void comesOutEvenAfterRepeats() throws Exception {
    awaitDrained();
    List<OracleQuote> sent = installation.sent().all();
    assertThat(arrived(contents.read(installation.topics().oddsEvents())).keySet())
        .as("what is in the input")
        .isEqualTo(arrival(sent).keySet());
    assertBooksAndStores(sent, CatalogueRules.of(installation), line -> false);
  }

  /**
   * @param returned what was parked and came back; null if the types that are off now are all that
   *     ever were
   */
  private void comesOutEven(SortedMap<String, Integer> returned, Predicate<String> swept)
      throws Exception {
    awaitDrained();
    List<OracleQuote> sent = installation.sent().all();
    List<ConsumerRecord<byte[], byte[]>> input = contents.read(installation.topics().oddsEvents());
    assertThat(arrived(input)).as("what is in the input").isEqualTo(arrival(sent));
    Oracle oracle = assertBooksAndStores(sent, CatalogueRules.of(installation), swept);
    assertParkedOnce(returned == null ? oracle.parked() : returned, input);
  }

  private Oracle assertBooksAndStores(
      List<OracleQuote> sent, Map<String, TypeRules> rules, Predicate<String> swept)
      throws Exception {
    Oracle oracle = new Oracle(rules, Oracle.DEFAULT_FEES);
    oracle.takeAll(sent);
    List<ConsumerRecord<byte[], byte[]>> published = contents.read(installation.topics().lines());

    assertNoneDoubled(published, swept);
    SortedMap<String, PublishedLine> newest = PublishedLine.newest(installation, published);
    assertOpenLines(oracle.lines(), newest, rules);
    StoredLines stored = new StoredLines(installation);
    await("the sinks").atMost(PATIENCE).until(() -> stored.reached(published));
    stored.assertPostgresHolds(newest);
    stored.assertRedisHolds(newest);
    return oracle;
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

  /** A line is published only when it changed: two equal versions in a row are an error. */
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

  /** A line is as it must be, but for its times: those of a quote that only confirms may lag. */
  private static void assertOpenLines(
      SortedMap<String, Figures> expected,
      SortedMap<String, PublishedLine> newest,
      Map<String, TypeRules> rules) {
    SortedMap<String, PublishedLine> open = new TreeMap<>(newest);
    open.values().removeIf(PublishedLine::withdrawn);
    assertThat(open.keySet()).as("open lines").isEqualTo(expected.keySet()).isNotEmpty();
    expected.forEach(
        (id, line) -> {
          TypeRules its = rules.get(open.get(id).betType());
          Figures published = open.get(id).figures();
          assertThat(Content.of(line, its).differences(Content.of(published, its), TOLERANCE))
              .as(id)
              .isEmpty();
          assertThat((Long) published.get("valid_until"))
              .as(id)
              .isLessThanOrEqualTo((Long) line.get("valid_until"));
        });
  }

  /** Every parked event exists once, byte for byte as it arrived. */
  private void assertParkedOnce(
      SortedMap<String, Integer> expected, List<ConsumerRecord<byte[], byte[]>> input) {
    Map<String, ConsumerRecord<byte[], byte[]>> byOrigin = new HashMap<>();
    input.forEach(record -> byOrigin.put(record.partition() + "/" + record.offset(), record));
    SortedMap<String, Integer> parked = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : contents.read(installation.topics().parked())) {
      String origin = origin(record.headers());
      ConsumerRecord<byte[], byte[]> original = byOrigin.remove(origin);
      assertThat(original).as("parked once: %s", origin).isNotNull();
      assertThat(record.value()).as(origin).isEqualTo(original.value());
      parked.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum);
    }
    assertThat(parked).as("parked events").isEqualTo(expected);
  }

  /** The number of events of each bet type at an instant. */
  private static SortedMap<String, Integer> arrived(List<ConsumerRecord<byte[], byte[]>> input) {
    SortedMap<String, Integer> arrived = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : input) {
      String betType = new String(record.key(), StandardCharsets.UTF_8);
      arrived.merge(betType + " " + record.timestamp(), 1, Integer::sum);
    }
    return arrived;
  }

  private static SortedMap<String, Integer> arrival(List<OracleQuote> sent) {
    SortedMap<String, Integer> arrival = new TreeMap<>();
    sent.forEach(quote -> arrival.merge(quote.betType() + " " + quote.seenAt(), 1, Integer::sum));
    return arrival;
  }

  private static String origin(Headers headers) {
    return text(headers, "ev-origin-partition") + "/" + text(headers, "ev-origin-offset");
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
