package io.betintel.demo;

import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.localstack.FreePorts;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.Server;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A new installation on this machine, with the worker as its own process. */
final class DemoRun {
  private final Path home;
  private final Ending ending;
  private final Topics topics;
  private final LocalStack stack;
  private final Steps steps;
  private final WorkerJar jar;
  private final int port = FreePorts.next();
  private final int apiPort = FreePorts.next();
  private final SchemaRegistryClient registry;
  private final DemoState state;
  private Process worker;

  /** A key of this demo only; it is deleted with the demo's data. */
  private final NewKey boardKey = NewKey.of("demo", Role.ADMIN);

  private DemoRun(Path home, Ending ending, Topics topics, LocalStack stack, Steps steps)
      throws IOException {
    this.home = home;
    this.ending = ending;
    this.topics = topics;
    this.stack = stack;
    this.steps = steps;
    this.jar = new WorkerJar(home.resolve("ev-worker/target/ev-worker.jar"), ending, environment());
    this.registry = RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
    this.state = new DemoState(stack, topics, port);
    ending.closeFirst(registry);
  }

  /**
   * Returns once the worker is ready. Whatever happens, the owner ends what has started.
   *
   * @param ending owns the folder; one run at a time uses it
   */
  static DemoRun start(Path home, Ending ending, Topics topics, PrintStream out)
      throws IOException, InterruptedException {
    Steps steps = new Steps(out);
    steps.begin("Kafka, PostgreSQL, Redis, registry");
    AvroRuntime.prepare();
    LocalStack stack = ending.takeFolder();
    stack.start();
    steps.done(
        Stream.of(stack.kafka(), stack.postgres(), stack.redis(), stack.registry())
            .map(Server::address)
            .collect(Collectors.joining(", ")));
    DemoRun run = new DemoRun(home, ending, topics, stack, steps);
    run.prepare();
    run.awaitReady();
    return run;
  }

  /**
   * Runs a command in the current folder, with the worker's environment.
   *
   * @throws IllegalStateException if it does not exit with 0
   */
  void runCommand(String command) throws IOException, InterruptedException {
    steps.begin(command);
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).inheritIO();
    shell.environment().keySet().removeIf(key -> key.startsWith("EV_"));
    shell.environment().putAll(environment());
    int code = ending.start(shell).waitFor();
    if (code != 0) {
      throw new IllegalStateException(command + " exited with " + code);
    }
    steps.done(state.produced() + " records on " + topics.oddsEvents());
  }

  /** Waits until the worker and both sinks have nothing left to do. */
  DemoResult settle() throws IOException, InterruptedException {
    steps.begin("settling");
    state.awaitSettled(worker, jar);
    steps.done("nothing is in flight");
    return state.result();
  }

  DemoState state() {
    return state;
  }

  Steps steps() {
    return steps;
  }

  LocalStack stack() {
    return stack;
  }

  WorkerJar jar() {
    return jar;
  }

  SchemaRegistryClient registry() {
    return registry;
  }

  Path feedFile(String name) {
    return home.resolve("feeds").resolve(name);
  }

  URI workerUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where the read API answers; without a key as role free. */
  URI apiUrl() {
    return URI.create("http://127.0.0.1:" + apiPort);
  }

  /**
   * @throws IllegalStateException if the worker has ended, with the end of its log
   */
  void requireWorker() {
    if (!worker.isAlive()) {
      throw new IllegalStateException("the worker has ended:\n" + jar.logTail());
    }
  }

  /** The addresses of everything, what a person opens first. */
  List<DemoAddress> addresses() {
    return List.of(
        new DemoAddress("board", apiUrl() + "/"),
        new DemoAddress("admin key", boardKey.text()),
        new DemoAddress("PostgreSQL", stack.postgres().jdbcUrl(DemoState.DATABASE)),
        new DemoAddress("user", stack.postgres().user()),
        new DemoAddress("password", stack.postgres().password()),
        new DemoAddress("Kafka", stack.kafka().bootstrapServers()),
        new DemoAddress("Redis", stack.redis().url()),
        new DemoAddress("registry", stack.registry().url()),
        new DemoAddress("read API", apiUrl() + "/openapi.yaml"),
        new DemoAddress("metrics", workerUrl() + "/metrics"),
        new DemoAddress("health", workerUrl() + "/health/ready"),
        new DemoAddress("worker log", jar.workerLog().toString()));
  }

  Ending ending() {
    return ending;
  }

  /** The configuration of the worker and of every command. */
  Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers()),
        Map.entry("EV_SCHEMA_REGISTRY_URL", stack.registry().url()),
        Map.entry("EV_POSTGRES_URL", stack.postgres().jdbcUrl(DemoState.DATABASE)),
        Map.entry("EV_POSTGRES_USER", stack.postgres().user()),
        Map.entry("EV_POSTGRES_PASSWORD", stack.postgres().password()),
        Map.entry("EV_REDIS_URL", stack.redis().url()),
        Map.entry("EV_TOPIC_PREFIX", topics.prefix()),
        Map.entry("EV_PARTITIONS", "6"),
        Map.entry("EV_REPLICATION_FACTOR", "1"),
        Map.entry("EV_STATE_DIRECTORY", ending.directory().resolve("streams").toString()),
        Map.entry("EV_HTTP_PORT", Integer.toString(port)),
        Map.entry("EV_API_PORT", Integer.toString(apiPort)),
        Map.entry("EV_API_KEYS", boardKeys().toString()));
  }

  private Path boardKeys() {
    return ending.directory().resolve("api-keys");
  }

  private void prepare() throws IOException, InterruptedException {
    Files.writeString(boardKeys(), boardKey.line() + "\n");
    steps.begin("migrations, topics, schemas");
    stack.postgres().createDatabase(DemoState.DATABASE);
    jar.run("migrate");
    jar.run("topics");
    jar.run("schemas");
    steps.done("done");
    worker = jar.startWorker();
  }

  private void awaitReady() throws InterruptedException {
    steps.begin("worker");
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!Counters.healthy(port, "/health/ready")) {
      if (!worker.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the worker did not become ready:\n" + jar.logTail());
      }
      Thread.sleep(100);
    }
    steps.done("ready, pid " + worker.pid());
  }
}
