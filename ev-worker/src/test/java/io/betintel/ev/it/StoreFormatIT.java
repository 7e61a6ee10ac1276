package io.betintel.ev.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker whose application id has another build's store stops rather than misread it. */
@ExtendWith(LocalStackExtension.class)
final class StoreFormatIT {

  @Test
  @Tag("full")
  void storeOfAnotherFormatStopsTheWorkerWhichSaysWhatToSet(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess before = installation.start().awaitReady(); // creates the changelog
      before.terminate();
      before.exitCode();
      // As entries were while homes went by market: bet type first, format 1.
      write(installation, "h2h\0match-1\0pinnacle", new byte[] {1, 0});

      WorkerProcess worker = installation.start();

      assertThat(worker.exitCode()).isEqualTo(1);
      assertThat(worker.log())
          .contains("an entry has format 1, this build reads 2")
          .contains("Set EV_APPLICATION_ID to an id that was never used");
    }
  }

  private static void write(Installation installation, String key, byte[] value) throws Exception {
    String changelog = installation.applicationId() + "-markets-changelog";
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            installation.kafkaClient(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(changelog, 0, key.getBytes(UTF_8), value)).get();
    }
  }
}
