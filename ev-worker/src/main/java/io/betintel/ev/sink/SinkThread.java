package io.betintel.ev.sink;

import io.betintel.ev.consume.KnownTopic;
import io.betintel.ev.consume.PlacedConsumer;
import io.betintel.ev.consume.PollingThread;
import io.betintel.ev.consume.Progress;
import io.betintel.ev.consume.TopicLookup;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A thread of a sink, with a consumer, a producer of dead letters and partitions of its own. */
final class SinkThread implements Component {
  /** Some hundred compressed lines: the broker waits for so many, but not for long. */
  private static final int FETCH_BYTES = 256 * 1024;

  private final LineSink sink;
  private final LinesTopic topic;
  private final SinkConfig config;
  private final SinkMetrics metrics;
  private final Progress progress;
  private final MeterRegistry meters;
  private final Clock clock;
  private final BooleanSupplier pricingIsBehind;
  private final String suffix;
  private final PollingThread thread;

  /**
   * @param sink is used by this thread only
   * @param number from 1, among the sink's threads
   * @param progress of the sink
   * @param meters receives the consumer's own metrics
   * @param pricingIsBehind in this process
   */
  SinkThread(
      LineSink sink,
      int number,
      LinesTopic topic,
      SinkConfig config,
      SinkMetrics metrics,
      Progress progress,
      MeterRegistry meters,
      Clock clock,
      BooleanSupplier pricingIsBehind) {
    this.pricingIsBehind = pricingIsBehind;
    this.progress = progress;
    this.sink = sink;
    this.topic = topic;
    this.config = config;
    this.metrics = metrics;
    this.meters = meters;
    this.clock = clock;
    this.suffix = number == 1 ? "" : "-" + number;
    this.thread =
        new PollingThread(sink.name(), "sink-" + sink.name() + suffix, progress, this::run);
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
    Properties admin = topic.kafka().lastingAdmin();
    admin.put("client.id", "ev-sink-topic-lookup");
    try (Consumer<byte[], byte[]> polled = new KafkaConsumer<>(consumer());
        TopicLookup lookup = new TopicLookup(() -> Admin.create(admin), topic.name());
        LineDeadLetters aside =
            new LineDeadLetters(
                () -> new KafkaProducer<>(producer()), topic.deadLetters(), sink.name());
        KafkaClientMetrics clientMetrics = new KafkaClientMetrics(polled);
        StoreThread store = new StoreThread("sink-" + sink.name() + suffix + "-store")) {
      clientMetrics.bindTo(meters);
      PlacedConsumer placed =
          new PlacedConsumer(
              polled,
              config.retryPause(),
              SinkLoop.VERIFY,
              System::nanoTime,
              progress::everyPartitionIsRead);
      SinkLoop loop =
          new SinkLoop(
              sink,
              placed,
              () -> identity(lookup),
              topic.decoders().get(),
              aside,
              metrics,
              clock,
              System::nanoTime,
              config.batchRecords(),
              config.waitingBytes(),
              new StoreRest(pricingIsBehind, System::nanoTime),
              store);
      placed.subscribe(topic.name(), loop::revoked);
      polling.poll(polled, loop);
    }
  }

  private Properties consumer() {
    String group = topic.group(sink);
    Properties client = PlacedConsumer.properties(topic.kafka(), group, config.batchRecords());
    client.put("client.id", group + suffix);
    client.put("fetch.min.bytes", Integer.toString(FETCH_BYTES));
    client.put("fetch.max.wait.ms", Long.toString(config.fetchWait().toMillis()));
    return client;
  }

  private Properties producer() {
    Properties client = topic.kafka().clientProperties();
    client.put("client.id", topic.group(sink) + suffix + "-dead-letters");
    client.put("acks", "all");
    client.put("compression.type", topic.kafka().compression("lz4"));
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
