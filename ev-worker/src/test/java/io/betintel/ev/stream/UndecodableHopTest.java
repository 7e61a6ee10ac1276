package io.betintel.ev.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.EvHeaders;
import io.betintel.ev.codec.WireEvents;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A record after the hop that cannot be decoded costs no other record anything. */
final class UndecodableHopTest {
  private static final byte[] H2H = "h2h".getBytes(UTF_8);

  @Test
  void becomesADeadLetterWithItsOriginAndTheNextOneIsPublished() throws Exception {
    try (DrivenTopology topology = new DrivenTopology(100)) {
      RecordHeaders headers = new RecordHeaders();
      EvHeaders.put(headers, EvHeaders.ORIGIN_TOPIC, "odds.events");
      EvHeaders.put(headers, EvHeaders.ORIGIN_PARTITION, "7");
      EvHeaders.put(headers, EvHeaders.ORIGIN_OFFSET, "41");
      byte[] goneSchema = WireEvents.wire(2_000_000_000, WireEvents.event(e -> {}));
      topology.hop(H2H, goneSchema, headers);
      topology.hop(H2H, "nonsense".getBytes(UTF_8), new RecordHeaders());
      topology.hop(H2H, null, new RecordHeaders());
      topology.hop(null, goneSchema, new RecordHeaders());
      topology.quote("e1", topology.now(), "Boston", "Buffalo");

      List<TestRecord<byte[], byte[]>> letters = topology.deadLetters();
      assertThat(letters)
          .extracting(letter -> EvHeaders.text(letter.headers(), EvHeaders.REASON).orElseThrow())
          .containsExactly("unknown_schema", "not_wire_format", "null_value", "no_key");
      assertThat(letters.get(0).value()).isEqualTo(goneSchema);
      assertThat(EvHeaders.origin(letters.get(0).headers())).isEqualTo("odds.events-7 offset 41");
      assertThat(topology.published()).hasSize(1);
      assertThat(
              topology.meters.get("ev.records").tag("outcome", "dead_lettered").counters().stream()
                  .mapToDouble(counter -> counter.count())
                  .sum())
          .isEqualTo(4);
    }
  }
}
