package io.betintel.ev.sink;

import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.value.PricedLine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one sink: a consumer of the lines topic that shares its partitions in a group. */
public final class SinkRunner implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);

  private final LineSink sink;
  private final String topic;
  private final String group;
  private final SinkConfig config;
  private final KafkaConfig kafka;
  private final Function<byte[], PricedLine> decode;
  private final SinkMetrics metrics;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Thread thread;

  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile SinkLoop loop;
  private volatile String failure;

  /**
   * @param sink is used by the runner's thread only
   * @param topic of the priced lines
   * @param application the consumer group is {@code <application>-<sink's name>}
   * @param meters gets the consumer's own metrics
   * @param decode a record's value to a line; may throw, and is then asked again later
   */
  public SinkRunner(
      LineSink sink,
      String topic,
      String application,
      SinkConfig config,
      KafkaConfig kafka,
      Function<byte[], PricedLine> decode,
      SinkMetrics metrics,
      MeterRegistry meters,
      Clock clock) {
    this.sink = sink;
    this.topic = topic;
    this.group = group(application, sink.name());
    this.config = config;
    this.kafka = kafka;
    this.decode = decode;
    this.metrics = metrics;
    this.meters = meters;
    this.clock = clock;
    this.thread = new Thread(this::run, "sink-" + sink.name());
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
    String reason = failure;
    if (reason != null) {
      return Check.failed(sink.name(), reason);
    }
    SinkLoop running = loop;
    return running == null ? Check.waiting(sink.name(), "starting") : running.check();
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> polling = consumer;
    if (polling != null) {
      polling.wakeup();
    }
    try {
      thread.join(30_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Consumer<byte[], byte[]> polled = new KafkaConsumer<>(clientProperties());
        TopicLookup lookup = new TopicLookup(kafka, topic);
        KafkaClientMetrics clientMetrics = new KafkaClientMetrics(polled)) {
      clientMetrics.bindTo(meters);
      consumer = polled;
      SinkLoop turns = new SinkLoop(sink, config, polled, lookup::identity, decode, metrics, clock);
      polled.subscribe(List.of(topic), turns.listener());
      loop = turns;
      while (!closed) {
        turns.turn();
      }
    } catch (WakeupException | InterruptException e) {
      if (!closed) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(RuntimeException e) {
    failure = e instanceof SinkException ? e.getMessage() : e.toString();
    LOG.error("Sink {} has stopped: {}", sink.name(), failure, e);
  }

  private Properties clientProperties() {
    Properties client = kafka.clientProperties();
    client.put("group.id", group);
    client.put("client.id", group);
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    // Every position comes from the store; there is nothing to fall back to.
    client.put("auto.offset.reset", "none");
    client.put("max.poll.records", Integer.toString(config.batchRecords()));
    client.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return client;
  }
}
