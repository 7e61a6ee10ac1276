package io.betintel.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class KafkaServerIT extends ServerContract {
  private final KafkaServer kafka;

  KafkaServerIT(KafkaServer kafka) {
    this.kafka = kafka;
  }

  @Override
  KafkaServer server() {
    return kafka;
  }

  /**
   * In a transaction, so that its coordinator has to work too; returns when the record can be read.
   * A commit returns before its marker is in the topic's log, and a kill in between leaves that to
   * the coordinator's recovery, which took longer than half a minute once.
   */
  @Override
  String write() throws Exception {
    String topic = newTopic();
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", topic);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, topic)).get();
      producer.commitTransaction();
    }
    return read(topic);
  }

  @Override
  String read(String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            topic + UUID.randomUUID(),
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      for (int attempt = 0; attempt < 30; attempt++) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));
        if (!records.isEmpty()) {
          return records.iterator().next().value();
        }
      }
    }
    throw new AssertionError("no record in " + topic);
  }

  @Test
  void takesARecordOfFiveMegabytes() throws Exception {
    String topic = newTopic();
    byte[] value = new byte[5_000_000];
    Arrays.fill(value, (byte) 7);
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.request.size", 6_000_000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }

    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      ConsumerRecord<byte[], byte[]> read =
          consumer.poll(Duration.ofSeconds(30)).records(partition).get(0);
      assertThat(read.value()).isEqualTo(value);
    }
  }

  @Test
  void createsNoTopicByItself() {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "max.block.ms", 500);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      ProducerRecord<String, String> record = new ProducerRecord<>("not-created", "anything");
      assertThatThrownBy(() -> producer.send(record).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  /** A client goes where the broker says that the brokers are. */
  @Test
  void clientsOfTheProxyStayBehindIt() throws Exception {
    try (TcpProxy proxy = kafka.proxy();
        Admin admin = Admin.create(Map.of("bootstrap.servers", proxy.address()))) {
      assertThat(admin.describeCluster().nodes().get())
          .extracting(node -> node.host() + ":" + node.port())
          .containsExactly(proxy.address());
      assertThat(admin.listTopics().names().get()).isNotNull();
      assertThat(proxy.connections()).isPositive();
    }
  }

  private String newTopic() throws Exception {
    String topic = "topic-" + UUID.randomUUID();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
    return topic;
  }
}
