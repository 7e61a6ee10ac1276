package io.betintel.ev.parking;

import io.betintel.ev.catalogue.BetTypeCatalogue;
import io.betintel.ev.catalogue.LiveWorkers;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.ops.Check;
import io.betintel.ev.ops.Component;
import io.betintel.ev.ops.KafkaConfig;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that returns parked events once their bet type is served. The workers' replayers share
 * the partitions of {@code odds.parked} in a consumer group.
 */
public final class Replayer implements Component {
  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final String NAME = "parked";
  private static final int MOST_PER_BATCH = 500;

  private final ParkingRoute route;
  private final ParkingConfig config;
  private final KafkaConfig kafka;
  private final DataSource dataSource;
  private final LiveWorkers workers;
  private final BetTypeCatalogue catalogue;
  private final Supplier<OddsEventDecoder> decoders;
  private final ParkingMetrics metrics;
  private final Clock clock;
  private final Thread thread = new Thread(this::run, "parked-replayer");

  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile ReplayLoop loop;
  private volatile String failure;

  /**
   * @param dataSource is used by the replayer's thread, one connection at a time
   * @param workers those that must serve a bet type before its records return
   * @param decoders makes the decoder of the replayer's thread
   */
  public Replayer(
      ParkingRoute route,
      ParkingConfig config,
      KafkaConfig kafka,
      DataSource dataSource,
      LiveWorkers workers,
      BetTypeCatalogue catalogue,
      Supplier<OddsEventDecoder> decoders,
      ParkingMetrics metrics,
      Clock clock) {
    this.route = route;
    this.config = config;
    this.kafka = kafka;
    this.dataSource = dataSource;
    this.workers = workers;
    this.catalogue = catalogue;
    this.decoders = decoders;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public Check check() {
    String reason = failure;
    if (reason != null) {
      return Check.failed(NAME, reason);
    }
    ReplayLoop running = loop;
    return running == null ? Check.waiting(NAME, "starting") : running.check();
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
    try (Consumer<byte[], byte[]> polled = new KafkaConsumer<>(consumerProperties());
        Producer<byte[], byte[]> producer = new KafkaProducer<>(producerProperties());
        Admin admin = Admin.create(kafka.clientProperties())) {
      consumer = polled;
      ReturnRules rules =
          new ReturnRules(
              decoders.get()::decode, route.hop(), route.deadLetters(), route.grace(), clock);
      ReplayLoop turns =
          new ReplayLoop(
              polled,
              producer,
              () -> ParkedTopic.find(admin, route.parked()),
              new PositionTable(dataSource, route.application(), route.parked()),
              workers,
              catalogue,
              rules,
              new Pace(config.recordsPerSecond()),
              metrics,
              clock);
      polled.subscribe(List.of(route.parked()), turns.listener());
      loop = turns;
      while (!closed) {
        turns.turn();
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      if (!closed) {
        fail(e);
      }
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    failure = e.toString();
    LOG.error("The replayer of parked events has stopped: {}", failure, e);
  }

  private Properties consumerProperties() {
    Properties client = kafka.clientProperties();
    client.put("group.id", route.group());
    client.put("client.id", route.group());
    client.put("isolation.level", "read_committed");
    client.put("enable.auto.commit", "false");
    // Every position comes from the table; there is nothing to fall back to.
    client.put("auto.offset.reset", "none");
    client.put(
        "max.poll.records", Integer.toString(Math.min(MOST_PER_BATCH, config.recordsPerSecond())));
    client.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    client.put("key.deserializer", ByteArrayDeserializer.class.getName());
    client.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return client;
  }

  private Properties producerProperties() {
    Properties client = kafka.clientProperties();
    client.put("client.id", route.group());
    client.put("acks", "all");
    client.put("enable.idempotence", "true"); // keeps the order while it tries again
    client.put("linger.ms", "5");
    client.put("compression.type", "lz4");
    client.put("max.request.size", Integer.toString(route.largestRecord()));
    client.put("buffer.memory", Long.toString(Math.max(33_554_432L, 2L * route.largestRecord())));
    // The hop topic is not there before the stream has first run.
    client.put("max.block.ms", "10000");
    client.put("delivery.timeout.ms", "30000");
    client.put("request.timeout.ms", "10000");
    client.put("key.serializer", ByteArraySerializer.class.getName());
    client.put("value.serializer", ByteArraySerializer.class.getName());
    return client;
  }
}
