package io.betintel.bench.load;

import io.betintel.bench.probe.Observations;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.EventPartitioner;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The process that sends a load: {@code name=value} arguments are those of {@link LoadSpec}, and
 * {@code kafka}, {@code registry}, {@code feeds}, {@code partitions}; {@code acks} names a file for
 * the acknowledgements. The first line that it prints is the number of records that open the
 * markets; {@code sent} comes when all are acknowledged. At a stated rate {@code open} comes before
 * that, and the records begin when a line is read.
 */
public final class LoadProcess {
  /** Records of a load that is sent at once are quoted at this pace, the last one now. */
  private static final double QUOTED_PER_SECOND = 1_000;

  private static final long LONGEST_QUOTED_MILLIS = 600_000;
  private static final String TOPIC = new Topics("").oddsEvents();

  /** The default of Kafka's clients since 4.0. */
  private static final int LIVE_LINGER_MILLIS = 5;

  private final Map<String, String> arguments;
  private final LoadSpec spec;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private LoadProcess(Map<String, String> arguments) {
    this.arguments = arguments;
    this.spec = LoadSpec.parse(arguments);
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    AvroRuntime.prepare();
    new LoadProcess(values).run();
  }

  private void run() throws Exception {
    RealMarkets real = RealMarkets.read(Path.of(arguments.get("feeds")));
    WireWriter writer = writer();
    Instant now = Instant.now();
    LoadPlan plan = new LoadPlan(spec, new Shapes(spec, real, writer).events(), writer, now);
    System.out.println(plan.opening());
    ByteArraySerializer bytes = new ByteArraySerializer();
    Acks acks = new Acks(spec.perSecond() > 0 ? (int) spec.records() : 0);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client(), bytes, bytes)) {
      if (spec.perSecond() > 0) {
        open(plan, producer, acks);
      } else {
        atOnce(plan, producer, now.toEpochMilli());
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    if (arguments.containsKey("acks")) {
      Files.write(Path.of(arguments.get("acks")), acks.lines());
    }
    System.out.println("sent");
  }

  private void atOnce(LoadPlan plan, KafkaProducer<byte[], byte[]> producer, long now) {
    long span = Math.min(LONGEST_QUOTED_MILLIS, (long) (1e3 * plan.total() / QUOTED_PER_SECOND));
    for (long i = 0; i < plan.total(); i++) {
      plan.next(
          now - span + span * i / plan.total(),
          (event, key, time, value) -> send(producer, event, key, time, value, null));
    }
  }

  /** The opening at once; then each record when it is due, however long the one before took. */
  private void open(LoadPlan plan, KafkaProducer<byte[], byte[]> producer, Acks acks)
      throws IOException {
    for (long i = 0; i < plan.opening(); i++) {
      plan.next(
          System.currentTimeMillis(),
          (event, key, time, value) -> send(producer, event, key, time, value, null));
    }
    producer.flush();
    System.out.println("open");
    if (System.in.read() < 0) {
      return; // the bench has ended
    }
    long begun = System.nanoTime();
    long millis = System.currentTimeMillis();
    acks.begin(millis);
    for (long i = 0; i < spec.records(); i++) {
      long due = (long) (1e9 * i / spec.perSecond());
      for (long now = System.nanoTime(); now < begun + due; now = System.nanoTime()) {
        LockSupport.parkNanos(begun + due - now);
      }
      plan.next(
          millis + due / 1_000_000,
          (event, key, time, value) ->
              send(producer, event, key, time, value, () -> acks.add(due, begun)));
    }
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      String event,
      byte[] key,
      long time,
      byte[] value,
      Runnable acknowledged) {
    Integer partition =
        spec.byKeyOnly()
            ? null
            : EventPartitioner.home(event, Integer.parseInt(arguments.get("partitions")));
    var unused =
        producer.send(
            new ProducerRecord<>(TOPIC, partition, time, key, value),
            (metadata, thrown) -> {
              if (thrown != null) {
                failure.compareAndSet(null, thrown);
              } else if (acknowledged != null) {
                acknowledged.run();
              }
            });
  }

  /** As the product's producer, but a live load lingers as Kafka's clients do by default. */
  private Map<String, Object> client() {
    Map<String, Object> client = new HashMap<>();
    client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments.get("kafka"));
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    client.put(ProducerConfig.LINGER_MS_CONFIG, spec.perSecond() > 0 ? LIVE_LINGER_MILLIS : 20);
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024);
    return client;
  }

  private WireWriter writer() throws Exception {
    try (SchemaRegistryClient registry =
        RegistryClients.create(new RegistryConfig(arguments.get("registry"), "", ""))) {
      SchemaMetadata latest = registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT);
      List<String> symbols =
          new Schema.Parser()
              .parse(latest.getSchema())
              .getField("bet_type")
              .schema()
              .getEnumSymbols();
      return new WireWriter(latest.getId(), type -> symbols.indexOf(type.symbol()));
    }
  }

  /** When records were acknowledged; added to by the producer's thread alone. */
  private static final class Acks {
    private final long[] due;
    private final long[] late;
    private int count;
    private long millis;

    Acks(int most) {
      due = new long[most];
      late = new long[most];
    }

    /**
     * @param now milliseconds since the epoch at which the first record is due
     */
    void begin(long now) {
      millis = now;
    }

    void add(long dueNanos, long begun) {
      due[count] = dueNanos;
      late[count++] = System.nanoTime() - begun - dueNanos;
    }

    /** As observations. */
    List<String> lines() {
      String[] lines = new String[count];
      for (int i = 0; i < count; i++) {
        lines[i] =
            Observations.line(new Observations.Seen("ack", millis + due[i] / 1_000_000, late[i]));
      }
      return Arrays.asList(lines);
    }
  }
}
