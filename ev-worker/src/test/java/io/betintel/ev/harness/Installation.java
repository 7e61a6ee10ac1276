package io.betintel.ev.harness;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.SchemaRegistrar;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.ev.stream.TopicCreator;
import io.betintel.ev.stream.TopicPlan;
import io.betintel.ev.stream.TopicSettings;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.StackNetwork;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import redis.clients.jedis.RedisClient;

/**
 * One installation of the worker on the shared stack: topics, a database and a Redis database of
 * its own, ready to run. Closing it kills its workers.
 */
public final class Installation implements AutoCloseable {
  public static final int PARTITIONS = 6;

  /** Shared by all JVMs that test at the same time. */
  static final Path SHARED = Path.of(System.getProperty("ev.it.shared", "target/it"));

  /** For this JVM only. */
  static final Path DIRECTORY = Path.of(System.getProperty("ev.it.directory", "target/it"));

  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Redis has 16 logical databases; 0 is left for others. */
  private static final int REDIS_DATABASES = 15;

  private final LocalStack stack;
  private final int number = COUNT.incrementAndGet();
  private final Path directory = DIRECTORY.resolve("installation-" + number);
  private final Topics topics;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<WorkerProcess> workers = new CopyOnWriteArrayList<>(); // watched meanwhile
  private final HikariDataSource database = new HikariDataSource();
  private final TopicContents contents = new TopicContents(this);
  private final Sent sent = new Sent();
  private Admin sharedAdmin;
  private CommandJvm commandJvm;

  private Installation(LocalStack stack, boolean replay) {
    this.stack = stack;
    this.topics = new Topics(replay ? "it" + number + "." : "");
    database.setJdbcUrl(stack.postgres().jdbcUrl("it" + number));
    database.setUsername(stack.postgres().user());
    database.setPassword(stack.postgres().password());
    database.setMinimumIdle(0);
    environment.put("EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers());
    environment.put("EV_SCHEMA_REGISTRY_URL", stack.registry().url());
    environment.put("EV_POSTGRES_URL", stack.postgres().jdbcUrl("it" + number));
    environment.put("EV_POSTGRES_USER", stack.postgres().user());
    environment.put("EV_POSTGRES_PASSWORD", stack.postgres().password());
    environment.put(
        "EV_REDIS_URL", stack.redis().url() + "/" + (1 + (number - 1) % REDIS_DATABASES));
    environment.put("EV_TOPIC_PREFIX", topics.prefix());
    environment.put("EV_APPLICATION_ID", "it" + number);
    environment.put("EV_PARTITIONS", Integer.toString(PARTITIONS));
    environment.put("EV_REPLICATION_FACTOR", "1");
    environment.put("EV_HTTP_PORT", "0");
    environment.put("EV_API_PORT", "0");
  }

  /** Topics with a prefix of their own, as for a replay, which ignores today's clock. */
  public static Installation of(LocalStack stack) throws Exception {
    return new Installation(stack, true).prepare();
  }

  /** For the worker that records the {@link ClassArchive}. */
  static Installation withoutArchive(LocalStack stack) throws Exception {
    return new Installation(stack, true).prepareServers();
  }

  /** The live topics, recreated: expiry and the like follow the clock. One at a time. */
  public static Installation live(LocalStack stack) throws Exception {
    Installation installation = new Installation(stack, false);
    installation.deleteTopics();
    return installation.prepare();
  }

  /** Creates nothing, to test what the worker does then. */
  public static Installation unprepared(LocalStack stack) throws Exception {
    Installation installation = new Installation(stack, true);
    installation.writeClientProperties();
    return installation;
  }

  /** Creates the database, topics and schemas that are missing. */
  public Installation prepare() throws Exception {
    ClassArchive.make(stack);
    return prepareServers();
  }

  private Installation prepareServers() throws Exception {
    AvroRuntime.prepare();
    writeClientProperties();
    MigratedDatabase.create(stack.postgres(), "it" + number);
    try (Admin admin = admin()) {
      new TopicCreator(admin)
          .create(TopicPlan.of(topics, TopicSettings.from(new Settings(environment))), false);
    }
    try (SchemaRegistryClient registry = registry()) {
      SchemaRegistrar registrar = new SchemaRegistrar(registry);
      registrar.register(Topics.ODDS_EVENTS_SUBJECT, Contract.oddsEvent(), false);
      registrar.register(Topics.LINES_SUBJECT, Contract.pricedLine(), false);
    }
    try (RedisClient redis = redis()) {
      redis.flushDB();
    }
    return this;
  }

  /** Sets a variable of the workers that start after this. */
  public Installation with(String key, String value) {
    environment.put(key, value);
    return this;
  }

  /** Lets a server's address name this host, for the workers that start after this. */
  public Installation withHost(String key, String host) {
    environment.computeIfPresent(key, (variable, url) -> url.replace("127.0.0.1", host));
    return this;
  }

  /** Puts a network between all servers and the workers and commands that start after this. */
  public Installation behind(StackNetwork network) {
    environment.replaceAll((key, value) -> network.addressed(value));
    return this;
  }

  /** Sets a property of the Kafka clients of the workers that start after this. */
  public Installation withKafkaProperty(String key, String value) throws IOException {
    Files.writeString(
        Path.of(environment.get("EV_KAFKA_PROPERTIES_FILE")),
        key + "=" + value + "\n",
        StandardOpenOption.APPEND);
    return this;
  }

  /**
   * Five times the default interval, where many events come one by one: a transaction for each of
   * them took a third of the broker's processor time.
   */
  public Installation withFewerCommits() {
    return with("EV_COMMIT_INTERVAL", "100ms");
  }

  public WorkerProcess start(String... jvmOptions) {
    return start(Build.CURRENT, jvmOptions);
  }

  /** Without the read API, which most tests do not ask. */
  public WorkerProcess start(Build build, String... jvmOptions) {
    return start(build, "stream,sinks", environment, jvmOptions);
  }

  /** A worker that runs only the named parts, without the named variables. */
  public WorkerProcess startOnly(String parts, String... without) {
    Map<String, String> less = new TreeMap<>(environment);
    less.keySet().removeAll(List.of(without));
    return start(Build.CURRENT, parts, less);
  }

  private WorkerProcess start(
      Build build, String parts, Map<String, String> variables, String... jvmOptions) {
    Path log = directory.resolve("worker-" + (workers.size() + 1) + ".log");
    Map<String, String> all = new TreeMap<>(variables);
    if (build == Build.CURRENT) { // dozens of them start on few cores, for a few records each
      all.putIfAbsent("EV_WARM_UP", "0s");
      all.putIfAbsent("EV_SINK_FETCH_WAIT", "200ms"); // a broker asked less often
    }
    WorkerProcess worker = WorkerProcess.start(build, List.of(jvmOptions), parts, all, log);
    workers.add(worker);
    return worker;
  }

  /** The program's commands in this installation's environment, each as a process. */
  public Commands commands() {
    return new Commands(Build.CURRENT, environment);
  }

  /** The commands of another build. */
  public Commands commands(Build build) {
    return new Commands(build, environment);
  }

  /** The same with one variable replaced. */
  public Commands commands(String key, String value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(key, value);
    return new Commands(Build.CURRENT, changed);
  }

  /**
   * Runs a command to its end, in a JVM that later commands use too: one at a time. {@link
   * #commands()} runs each as a process of its own.
   */
  public synchronized CommandResult run(String... arguments) throws Exception {
    if (commandJvm == null || !commandJvm.has(environment)) {
      closeCommandJvm();
      commandJvm = new CommandJvm(environment, directory.resolve("commands.log"));
    }
    return commandJvm.run(arguments);
  }

  private void closeCommandJvm() {
    if (commandJvm != null) {
      commandJvm.close();
    }
  }

  /** The workers that run. */
  public List<WorkerProcess> running() {
    return workers.stream().filter(WorkerProcess::alive).toList();
  }

  public LocalStack stack() {
    return stack;
  }

  public Topics topics() {
    return topics;
  }

  public String applicationId() {
    return environment.get("EV_APPLICATION_ID");
  }

  /** What the workers see. */
  public Settings settings() {
    return new Settings(environment);
  }

  public Properties kafkaClient() {
    Properties client = new Properties();
    client.put("bootstrap.servers", stack.kafka().bootstrapServers());
    return client;
  }

  public Admin admin() {
    return Admin.create(kafkaClient());
  }

  /** A client that is closed with the installation. */
  synchronized Admin sharedAdmin() {
    if (sharedAdmin == null) {
      sharedAdmin = admin();
    }
    return sharedAdmin;
  }

  /** What the tests' own producers have sent to it. */
  Sent sent() {
    return sent;
  }

  /** What its topics hold. */
  public TopicContents contents() {
    return contents;
  }

  public SchemaRegistryClient registry() {
    return RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""));
  }

  public RedisClient redis() {
    return RedisClient.create(environment.get("EV_REDIS_URL"));
  }

  /** Runs statements as a superuser. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of the first row as text; null if that is null. */
  public String query(String sql) throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The rows of a query for a name and a number. */
  public Map<String, Long> numbers(String sql) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = database();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.put(row.getString(1), row.getLong(2));
      }
    }
    return rows;
  }

  /** A superuser's connection; closing it returns it to the pool. */
  public Connection database() throws SQLException {
    return database.getConnection();
  }

  @Override
  public synchronized void close() {
    workers.forEach(WorkerProcess::close);
    closeCommandJvm();
    contents.close();
    if (sharedAdmin != null) {
      sharedAdmin.close();
    }
    database.close();
  }

  /** The shortest session that the broker accepts: a killed worker is missed after 6 s, not 45. */
  private void writeClientProperties() throws IOException {
    Path file = Files.createDirectories(directory).resolve("kafka.properties").toAbsolutePath();
    Files.writeString(file, "session.timeout.ms=6000\nheartbeat.interval.ms=1000\n");
    environment.put("EV_KAFKA_PROPERTIES_FILE", file.toString());
  }

  private void deleteTopics() throws Exception {
    List<String> mine =
        List.of(
            topics.oddsEvents(),
            topics.parked(),
            topics.deadLetters(),
            topics.lines(),
            topics.quarantine());
    try (Admin admin = admin()) {
      List<String> there = new ArrayList<>(admin.listTopics().names().get());
      there.retainAll(mine);
      admin.deleteTopics(there).all().get();
    }
  }
}
