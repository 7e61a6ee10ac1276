package io.betintel.ev.sink;

import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollingThread;
import io.betintel.ev.consume.TopicLookup;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One running sink. The workers' sinks of one name share the partitions of the lines topic in a
 * consumer group.
 */
public final class SinkRunner implements Component {
  private final LineSink sink;
  private final LinesTopic topic;
  private final SinkConfig config;
  private final SinkMetrics metrics;
  private final MeterRegistry meters;
  private final Clock clock;
  private final PollingThread thread;

  /**
   * @param sink is used by the runner's thread only
   * @param meters receives the consumer's own metrics
   */
  public SinkRunner(
      LineSink sink,
      LinesTopic topic,
      SinkConfig config,
      SinkMetrics metrics,
      MeterRegistry meters,
      Clock clock) {
    this.sink = sink;
    this.topic = topic;
    this.config = config;
    this.metrics = metrics;
    this.meters = meters;
    this.clock = clock;
    this.thread = new PollingThread(sink.name(), "sink-" + sink.name(), this::run);
  }

  /** The consumer group whose offsets show a sink's lag. */
  public static String group(String application, String sink) {
    return application + "-" + sink;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    return thread.check();
  }

  @Override
  public void close() {
    thread.close();
  }

  private void run(PollingThread polling) throws InterruptedException {
    Properties consumer =
        PlacedConsumer.properties(topic.kafka(), topic.group(sink), config.batchRecords());
    Properties admin = topic.kafka().clientProperties();
    admin.put("client.id", "ev-sink-topic-lookup");
    try (Consumer<byte[], byte[]> polled = new KafkaConsumer<>(consumer);
        Admin asked = Admin.create(admin);
        LineDeadLetters aside =
            new LineDeadLetters(
                () -> new KafkaProducer<>(producer()), topic.deadLetters(), sink.name());
        KafkaClientMetrics clientMetrics = new KafkaClientMetrics(polled);
        StoreThread store = new StoreThread("sink-" + sink.name() + "-store")) {
      clientMetrics.bindTo(meters);
      TopicLookup lookup = new TopicLookup(asked, topic.name());
      PlacedConsumer placed =
          new PlacedConsumer(polled, config.retryPause(), SinkLoop.VERIFY, System::nanoTime);
      SinkLoop loop =
          new SinkLoop(
              sink,
              placed,
              () -> identity(lookup),
              topic.decode(),
              aside,
              metrics,
              clock,
              System::nanoTime,
              config.batchRecords(),
              store);
      placed.subscribe(topic.name(), loop::revoked);
      polling.poll(polled, loop);
    }
  }

  private Properties producer() {
    Properties client = topic.kafka().clientProperties();
    client.put("client.id", topic.group(sink) + "-dead-letters");
    client.put("acks", "all");
    client.put("compression.type", "lz4");
    client.put("max.request.size", "104857600"); // the topic decides what is too large
    client.put("buffer.memory", "209715200");
    client.put("max.block.ms", "10000");
    client.put("delivery.timeout.ms", "30000");
    client.put("request.timeout.ms", "10000");
    client.put("key.serializer", ByteArraySerializer.class.getName());
    client.put("value.serializer", ByteArraySerializer.class.getName());
    return client;
  }

  private static TopicIdentity identity(TopicLookup lookup) {
    try {
      KnownTopic found = lookup.find();
      return new TopicIdentity(found.name(), found.id(), found.partitions());
    } catch (IllegalStateException e) {
      throw new SinkException(SinkException.Kind.AWAY, e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
