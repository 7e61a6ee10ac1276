package io.betintel.demo;

import io.betintel.ev.api.NewKey;
import io.betintel.ev.bettype.Role;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.localstack.LocalStack;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A new installation on this machine, with the worker as its own process. */
final class DemoRun implements AutoCloseable {
  private final Path home;
  private final Path directory;
  private final Topics topics;
  private final LocalStack stack;
  private final Steps steps;
  private final WorkerJar jar;
  private final int port;
  private final int apiPort = freePort();
  private final SchemaRegistryClient registry;
  private final Process worker;
  private final DemoState state;
  private final Deque<AutoCloseable> users = new ArrayDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean closing;

  /** A key of this demo only; it is deleted with the demo's data. */
  private final NewKey boardKey = NewKey.of("demo", Role.ADMIN);

  private DemoRun(Path home, Path directory, Topics topics, LocalStack stack, Steps steps, int port)
      throws IOException {
    this.home = home;
    this.directory = directory;
    this.topics = topics;
    this.stack = stack;
    this.steps = steps;
    this.port = port;
    this.jar =
        new WorkerJar(home.resolve("ev-worker/target/ev-worker.jar"), directory, environment());
    this.registry = RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
    this.worker = prepare();
    this.state = new DemoState(stack, topics, port);
  }

  /**
   * Returns once the worker is ready.
   *
   * @param directory for the servers' data; one run at a time uses it, and the next run cleans up
   *     after one that was killed
   */
  static DemoRun start(Path home, Path directory, Topics topics, PrintStream out)
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
    // Otherwise a command that is still preparing would outlive this process.
    AtomicBoolean starting = new AtomicBoolean(true);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (starting.get()) {
                    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                  }
                },
                "demo-start-end"));
    try {
      DemoRun run = new DemoRun(home, directory, topics, stack, steps, freePort());
      // Ctrl-C and SIGTERM end the worker too; the stack ends itself.
      Runtime.getRuntime().addShutdownHook(new Thread(run::closeAtExit, "demo-close"));
      starting.set(false);
      LeftOver.remember(workerPid, run.worker);
      run.awaitReady();
      return run;
    } catch (IOException | RuntimeException e) {
      stack.close();
      delete(directory);
      throw e;
    }
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
    int code = shell.start().waitFor();
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

  /** The addresses of everything, a line each. */
  List<String> addresses() {
    return List.of(
        "Kafka       " + stack.kafka().bootstrapServers(),
        "PostgreSQL  "
            + stack.postgres().jdbcUrl(DemoState.DATABASE)
            + " user "
            + stack.postgres().user()
            + " password "
            + stack.postgres().password(),
        "Redis       " + stack.redis().url(),
        "registry    " + stack.registry().url(),
        "board       " + apiUrl() + "/ (role free; for role admin its key " + boardKey.text() + ")",
        "read API    " + apiUrl() + "/openapi.yaml",
        "metrics     " + workerUrl() + "/metrics",
        "health      " + workerUrl() + "/health/ready",
        "worker log  " + jar.workerLog());
  }

  /** Closes something that talks to the servers before they end. */
  synchronized void closeFirst(AutoCloseable user) {
    users.push(user);
  }

  /** Whether the demo is ending; failures are expected then. */
  boolean closing() {
    return closing;
  }

  @Override
  public void close() throws IOException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closing = true;
    closeUsers();
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

  private synchronized void closeUsers() {
    while (!users.isEmpty()) {
      try {
        users.pop().close();
      } catch (Exception e) {
        steps.line("one part did not close: " + e);
      }
    }
  }

  /** At exit the servers end at the same moment, so the worker has nothing to drain into. */
  private void closeAtExit() {
    if (closed.get()) {
      return;
    }
    closing = true;
    closeUsers();
    List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
    steps.line("Ending the worker and the servers.");
    worker.destroyForcibly();
    try {
      close();
    } catch (IOException e) {
      steps.line("files are left in " + directory + ": " + e);
    }
    children.forEach(ProcessHandle::destroyForcibly);
    List<Long> left = LeftOver.afterWaiting(children).map(ProcessHandle::pid).toList();
    steps.line(
        left.isEmpty()
            ? "Ended: no process is left, and the data is deleted."
            : "STILL RUNNING: the processes " + left);
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
        Map.entry("EV_STATE_DIRECTORY", directory.resolve("streams").toString()),
        Map.entry("EV_HTTP_PORT", Integer.toString(port)),
        Map.entry("EV_API_PORT", Integer.toString(apiPort)),
        Map.entry("EV_API_KEYS", boardKeys().toString()));
  }

  private Path boardKeys() {
    return directory.resolve("api-keys");
  }

  private Process prepare() throws IOException {
    Files.writeString(boardKeys(), boardKey.line() + "\n");
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
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!Counters.healthy(port, "/health/ready")) {
      if (!worker.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("the worker did not become ready:\n" + jar.logTail());
      }
      Thread.sleep(100);
    }
    steps.done("ready, pid " + worker.pid());
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
