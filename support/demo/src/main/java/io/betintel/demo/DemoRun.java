package io.betintel.demo;

import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.localstack.LocalStack;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One installation on this machine, from nothing, with the worker as its own process. */
final class DemoRun implements AutoCloseable {
  /** Player receptions are in the real feed and in nobody's catalogue. */
  static final String UNKNOWN_BET_TYPE = "player_receptions";

  private static final Topics TOPICS = new Topics("replay.");
  private static final List<String> DECIMAL =
      List.of(
          "football-data_E0_2023-24.csv",
          "nhl_odds_us_decimal_2024-03-21.json",
          "nhl_event_odds_us_2024-03-21.json");
  private static final List<String> AMERICAN = List.of("nfl_historical_us_american_2022.json");
  private static final List<String> PROPS =
      List.of("nfl_player_props_us_american_2025-10-25_cut.json");

  private final Path home;
  private final Path directory;
  private final LocalStack stack;
  private final Steps steps;
  private final WorkerJar jar;
  private final int port;
  private final SchemaRegistryClient registry;
  private final Process worker;
  private final DemoState state;
  private final AtomicBoolean closed = new AtomicBoolean();

  private DemoRun(Path home, Path directory, LocalStack stack, Steps steps, int port)
      throws IOException {
    this.home = home;
    this.directory = directory;
    this.stack = stack;
    this.steps = steps;
    this.port = port;
    this.jar =
        new WorkerJar(home.resolve("ev-worker/target/ev-worker.jar"), directory, environment());
    this.registry = RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
    this.worker = prepare();
    this.state = new DemoState(stack, TOPICS, port);
  }

  /**
   * Returns once the worker is ready.
   *
   * @param directory for the servers' data; one run at a time uses it, and a run that was killed is
   *     swept by the next
   */
  static DemoRun start(Path home, Path directory, PrintStream out)
      throws IOException, InterruptedException {
    AvroRuntime.prepare();
    Steps steps = new Steps(out);
    steps.begin("local stack");
    Files.createDirectories(directory);
    Path workerPid = directory.resolve("worker.pid");
    LeftOver leftOver = LeftOver.read(workerPid);
    LocalStack stack = LocalStack.startEmpty(directory); // refuses while another run is using it
    leftOver.end();
    steps.done(
        "Kafka "
            + stack.kafka().address()
            + ", PostgreSQL "
            + stack.postgres().address()
            + ", Redis "
            + stack.redis().address()
            + ", registry "
            + stack.registry().address());
    try {
      DemoRun run = new DemoRun(home, directory, stack, steps, freePort());
      // Ctrl-C and SIGTERM end the worker too; the stack ends itself.
      Runtime.getRuntime().addShutdownHook(new Thread(run::closeQuietly, "demo-close"));
      LeftOver.remember(workerPid, run.worker);
      run.awaitReady();
      return run;
    } catch (IOException | RuntimeException e) {
      stack.close();
      delete(directory);
      throw e;
    }
  }

  /** The season, and the NHL and NFL moments, as they were. */
  void importFiles() throws IOException, InterruptedException {
    importFiles("decimal", DECIMAL);
    importFiles("american", AMERICAN);
  }

  /** A feed whose schema is ahead of the worker's. */
  void importUnknownBetType() throws IOException, InterruptedException {
    steps.begin("a bet type that nobody knows");
    try {
      NewerSchema.register(registry, UNKNOWN_BET_TYPE);
    } catch (Exception e) {
      throw new IOException("the newer schema was not registered", e);
    }
    jar.run(arguments("american", PROPS));
    steps.done(UNKNOWN_BET_TYPE + " registered and sent");
  }

  void sendBrokenRecords() throws IOException, InterruptedException {
    steps.begin("broken records");
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", stack.kafka().bootstrapServers());
    ByteArraySerializer bytes = new ByteArraySerializer();
    int sent = 0;
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, bytes, bytes)) {
      int schemaId = registry.getSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT, 1).getId();
      for (var record : new BrokenRecords(TOPICS.oddsEvents(), schemaId).all()) {
        Future<RecordMetadata> acknowledged = producer.send(record);
        acknowledged.get(30, TimeUnit.SECONDS);
        sent++;
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broken records were not sent", e);
    }
    steps.done(sent + " sent");
  }

  /**
   * Runs a command of the caller's in the current folder, with the worker's environment.
   *
   * @throws IllegalStateException if it does not exit with 0
   */
  void runCommand(String command) throws IOException, InterruptedException {
    steps.begin(command);
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).inheritIO();
    shell.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    shell.environment().putAll(environment());
    int code = shell.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(command + " exited with " + code);
    }
    steps.done(state.produced() + " records on " + TOPICS.oddsEvents());
  }

  /** Waits until the worker and both sinks have done all there is to do. */
  DemoResult settle() throws IOException, InterruptedException {
    steps.begin("settling");
    state.awaitSettled(worker, jar);
    steps.done("nothing is in flight");
    return state.result();
  }

  DemoState state() {
    return state;
  }

  void printAddresses() {
    steps.line("health      http://127.0.0.1:" + port + "/health/ready");
    steps.line("metrics     http://127.0.0.1:" + port + "/metrics");
    steps.line(
        "PostgreSQL  "
            + stack.postgres().jdbcUrl(DemoState.DATABASE)
            + " user "
            + stack.postgres().user()
            + " password "
            + stack.postgres().password());
    steps.line("Redis       " + stack.redis().url());
    steps.line("Kafka       " + stack.kafka().bootstrapServers());
    steps.line("registry    " + stack.registry().url());
    steps.line("worker log  " + jar.workerLog());
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    worker.destroy();
    try {
      if (!worker.waitFor(30, TimeUnit.SECONDS)) {
        worker.destroyForcibly();
      }
    } catch (InterruptedException e) {
      worker.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    registry.close();
    stack.close();
    delete(directory);
  }

  /** At exit the servers go away at the same moment: the worker has nothing to drain into. */
  private void closeQuietly() {
    worker.destroyForcibly();
    try {
      close();
    } catch (IOException e) {
      steps.line("files are left in " + directory + ": " + e);
    }
  }

  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers()),
        Map.entry("EV_SCHEMA_REGISTRY_URL", stack.registry().url()),
        Map.entry("EV_POSTGRES_URL", stack.postgres().jdbcUrl(DemoState.DATABASE)),
        Map.entry("EV_POSTGRES_USER", stack.postgres().user()),
        Map.entry("EV_POSTGRES_PASSWORD", stack.postgres().password()),
        Map.entry("EV_REDIS_URL", stack.redis().url()),
        Map.entry("EV_TOPIC_PREFIX", TOPICS.prefix()),
        Map.entry("EV_PARTITIONS", "6"),
        Map.entry("EV_REPLICATION_FACTOR", "1"),
        Map.entry("EV_STATE_DIRECTORY", directory.resolve("streams").toString()),
        Map.entry("EV_HTTP_PORT", Integer.toString(port)));
  }

  private Process prepare() throws IOException {
    try {
      steps.begin("migrations, topics, schemas");
      stack.postgres().createDatabase(DemoState.DATABASE);
      jar.run("migrate");
      jar.run("topics");
      jar.run("schemas");
      steps.done("done");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return jar.startWorker();
  }

  private void awaitReady() throws InterruptedException {
    steps.begin("worker");
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!Counters.healthy(port, "/health/ready")) {
      if (!worker.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the worker did not become ready:\n" + jar.logTail());
      }
      Thread.sleep(100);
    }
    steps.done("ready, pid " + worker.pid());
  }

  private void importFiles(String format, List<String> files)
      throws IOException, InterruptedException {
    steps.begin("import " + String.join(", ", files));
    jar.run(arguments(format, files));
    steps.done(state.produced() + " records on " + TOPICS.oddsEvents());
  }

  private String[] arguments(String format, List<String> files) {
    return Stream.concat(
            Stream.of("feed", "import", "--odds-format", format),
            files.stream().map(file -> home.resolve("feeds").resolve(file).toString()))
        .toArray(String[]::new);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
