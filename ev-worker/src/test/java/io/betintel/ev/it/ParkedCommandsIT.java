package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.betintel.ev.harness.CatalogueRows;
import io.betintel.ev.harness.CommandResult;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.OddsGenerator;
import io.betintel.ev.harness.Producers;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ev-worker parked} and {@code ev-worker dead-letters} beside a running worker. */
@ExtendWith(LocalStackExtension.class)
final class ParkedCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "player_assists";

  @Test
  void parkedEventsAreListedAndReturned(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      WorkerProcess worker = installation.start().awaitReady();
      park(40, installation, catalogue);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  worker.metric(
                          "ev_parked_waiting", "bet_type=\"player_assists\"", "reason=\"disabled\"")
                      == 40);

      CommandResult list = installation.run("parked", "list");
      assertThat(list.exitCode()).isZero();
      assertThat(list.out().lines().toList().get(0))
          .matches("BET TYPE +REASON +PARTITION +COUNT +RETURNED +OLDEST +NEWEST");
      assertThat(list.out()).contains("player_assists  disabled");
      CommandResult refused = installation.commands().run("parked", "return", TYPE);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .contains("refused: player_assists: disabled. Enable it: ev-worker bet-types enable");

      catalogue.enable(TYPE);
      CommandResult returned = installation.run("parked", "return", TYPE, "--wait=30s");
      assertThat(returned.err()).isEmpty();
      assertThat(returned.out()).contains("no event waits any more");
      await().atMost(PATIENCE).until(() -> worker.metric("ev_records_returned_total") == 40);
      assertThat(worker.metric("ev_records_total", "outcome=\"parked\"")).isEqualTo(40);
      assertThat(worker.metric("ev_records_consumed_total")).isEqualTo(40);
      assertThat(catalogue.waiting(TYPE)).isZero();
    }
  }

  @Test
  @Tag("full")
  void parkedEventsAreShownPurgedAndReturnedAgain(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      CatalogueRows catalogue = new CatalogueRows(installation);
      WorkerProcess worker = installation.start().awaitReady();
      park(40, installation, catalogue);
      assertThat(counted(installation.run("parked", "list", "--json"))).isEqualTo(40);

      CommandResult show = installation.run("parked", "show", "--limit", "2", "--json");
      assertThat(show.out().lines()).hasSize(2);
      JsonNode record = JSON.readTree(show.out().lines().findFirst().orElseThrow());
      assertThat(record.at("/key").asText()).isEqualTo(TYPE);
      assertThat(record.at("/headers/ev-reason").asText()).isEqualTo("disabled");
      assertThat(record.at("/value/bet_type").asText()).isEqualTo(TYPE);
      CommandResult one = installation.run("parked", "show", record.at("/record").asText());
      assertThat(one.out()).contains("\"event_id\" : \"seed5-event-");
      assertThat(installation.run("parked", "show", "3-17").exitCode()).isEqualTo(2);
      assertThat(installation.run("parked", "return", "nobody_knows").err())
          .contains("nobody_knows: no_row. Run ev-worker migrate");

      CommandResult unsure = installation.run("parked", "purge", TYPE);
      assertThat(unsure.exitCode()).isEqualTo(2);
      assertThat(unsure.err()).contains("40 parked events of player_assists would be given up");
      assertThat(catalogue.waiting(TYPE)).isEqualTo(40);
      CommandResult purged = installation.run("parked", "purge", TYPE, "--yes");
      assertThat(purged.exitCode()).isZero();
      assertThat(purged.out()).contains("40 parked events of player_assists are given up");
      assertThat(installation.run("parked", "list").out()).contains("no event waits");
      assertThat(counted(installation.run("parked", "list", "--all", "--json"))).isEqualTo(40);
      await()
          .atMost(PATIENCE)
          .until(() -> worker.metric("ev_parked_given_up_total", "reason=\"purged\"") == 40);

      catalogue.enable(TYPE);
      CommandResult again = installation.run("parked", "return", TYPE, "--again", "--wait", "30s");
      assertThat(again.err()).isEmpty();
      assertThat(again.out())
          .contains("40 parked events of player_assists wait")
          .contains("no event waits any more");
      await().atMost(PATIENCE).until(() -> worker.metric("ev_records_returned_total") == 40);
      assertThat(worker.metric("ev_records_total", "outcome=\"parked\"")).isEqualTo(40);
      assertThat(worker.metric("ev_records_consumed_total")).isEqualTo(40);
    }
  }

  @Test
  @Tag("full")
  void deadLettersAreListedShownAndSentAgainByteForByte(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start().awaitReady();
      send(installation, "h2h", new byte[] {1, 2, 3});
      send(installation, "h2h", null);
      await()
          .atMost(PATIENCE)
          .until(() -> worker.metric("ev_records_total", "outcome=\"dead_lettered\"") == 2);

      CommandResult list = installation.commands().run("dead-letters", "list");
      assertThat(list.exitCode()).isZero();
      assertThat(list.out()).contains("not_wire_format  ").contains("null_value  ");

      CommandResult show =
          installation.run("dead-letters", "show", "--reason", "not_wire_format", "--json");
      JsonNode letter = JSON.readTree(show.out());
      assertThat(letter.at("/key").asText()).isEqualTo("h2h");
      assertThat(letter.at("/value_hex").asText()).isEqualTo("010203");
      assertThat(letter.at("/undecodable").asText()).contains("not in the wire format");
      assertThat(letter.at("/headers/trace").asText()).isEqualTo("of the producer");

      assertThat(installation.run("dead-letters", "replay").exitCode()).isEqualTo(2);
      CommandResult replay =
          installation.run("dead-letters", "replay", letter.at("/record").asText());
      assertThat(replay.exitCode()).isZero();
      assertThat(replay.out()).contains("1 sent again, 0 not");

      await()
          .atMost(PATIENCE)
          .until(() -> worker.metric("ev_records_total", "outcome=\"dead_lettered\"") == 3);
      List<ConsumerRecord<byte[], byte[]>> input =
          installation.contents().read(installation.topics().oddsEvents());
      ConsumerRecord<byte[], byte[]> last = input.get(input.size() - 1);
      assertThat(last.value()).isEqualTo(new byte[] {1, 2, 3});
      assertThat(last.timestamp()).isEqualTo(input.get(0).timestamp());
      assertThat(last.headers())
          .extracting(header -> header.key() + "=" + text(header.value()))
          .containsExactly("trace=of the producer", "ev-replay-attempt=1");

      assertThat(installation.run("dead-letters", "list", "--json").out())
          .contains("\"reason\":\"not_wire_format\"")
          .contains("\"count\":2,\"replayed\":1");
      // What came back broken is left alone.
      assertThat(installation.run("dead-letters", "replay", "--reason", "not_wire_format").out())
          .contains("1 sent again");
    }
  }

  /** Returns when so many events of a type that is off wait. */
  private static void park(int count, Installation installation, CatalogueRows catalogue)
      throws Exception {
    List<MarketSnapshot> events = new OddsGenerator(5, 10).disabled(count);
    new Producers(installation).send(Producers.Choice.KEY, events);
    await().atMost(PATIENCE).until(() -> catalogue.waiting(TYPE) == count);
  }

  private static long counted(CommandResult list) throws Exception {
    long count = 0;
    for (String line : list.out().lines().toList()) {
      count += JSON.readTree(line).at("/count").asLong();
    }
    return count;
  }

  private static void send(Installation installation, String key, byte[] value) throws Exception {
    Properties client = installation.kafkaClient();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              installation.topics().oddsEvents(),
              2,
              1_772_366_400_000L,
              key.getBytes(StandardCharsets.UTF_8),
              value);
      record.headers().add("trace", "of the producer".getBytes(StandardCharsets.UTF_8));
      producer.send(record).get();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
