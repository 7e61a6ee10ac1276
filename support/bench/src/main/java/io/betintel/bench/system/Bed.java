package io.betintel.bench.system;

import io.betintel.bench.load.LoadSpec;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.schemas.Contract;
import io.betintel.localstack.LocalStack;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import redis.clients.jedis.RedisClient;

/**
 * The servers under the runs of one bench. Each run has topics, a database and a cache of its own,
 * and all of them the same processes.
 */
public final class Bed implements AutoCloseable {
  /** Where programs keep Kafka Streams' own files. */
  static final String STREAMS = "streams";

  /** No cleaner of compacted topics: one run would pay for the changelogs of those before it. */
  private static final List<String> BROKER = List.of("log.cleaner.enable=false");

  private final Path directory;
  private final LocalStack stack;
  private final Set<String> databases = new HashSet<>();
  private int runs;
  private int addedTypes;

  private Bed(Path directory, LocalStack stack) {
    this.directory = directory;
    this.stack = stack;
  }

  /**
   * Starts the servers.
   *
   * @param directory for their data; one bench at a time uses it
   */
  public static Bed open(Path directory) throws IOException {
    AvroRuntime.prepare();
    Files.createDirectories(directory);
    LocalStack stack =
        LocalStack.startEmpty(directory, BROKER); // refuses while another bench uses it
    deleteTree(directory.resolve(STREAMS)); // of a bench that was killed
    return new Bed(directory, stack);
  }

  /** Deletes a folder and all that is in it, if it exists. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Whether it is the first time that a database is asked for. */
  boolean isNew(String database) {
    return databases.add(database);
  }

  public LocalStack stack() {
    return stack;
  }

  public Path directory() {
    return directory;
  }

  /**
   * Deletes what the run before left, and prepares the next one.
   *
   * @param worker creates the topics and the database
   * @param load whose bet types are added and enabled
   */
  public Run next(BuiltWorker worker, LoadSpec load) throws IOException, InterruptedException {
    deleteTopics();
    try (RedisClient redis = RedisClient.create(stack.redis().url())) {
      redis.flushAll();
    }
    runs++;
    Run run = new Run(this, runs, worker.database(this));
    addTypes(run, load.betTypes() - 2);
    worker.command(run, "topics");
    return run;
  }

  /** Gives a run an empty database of this build, and an empty cache; its topics stay. */
  public void emptyStores(Run run, BuiltWorker worker) throws IOException, InterruptedException {
    execute("postgres", List.of("DROP DATABASE " + run.database() + " WITH (FORCE)"));
    stack.postgres().copyDatabase(run.database(), worker.database(this));
    try (RedisClient redis = RedisClient.create(stack.redis().url())) {
      redis.flushAll();
    }
  }

  /** Runs statements one by one, outside any transaction. */
  public void execute(String database, List<String> statements) throws IOException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IOException(database + " refused a statement", e);
    }
  }

  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(database), stack.postgres().user(), stack.postgres().password());
  }

  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()));
  }

  @Override
  public void close() {
    stack.close();
  }

  private void deleteTopics() throws IOException, InterruptedException {
    try (Admin admin = admin()) {
      List<String> topics =
          admin.listTopics().names().get().stream().filter(name -> !name.startsWith("__")).toList();
      admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IOException("the topics of the last run are not deleted", e);
    }
  }

  /** Over/under bet types besides the catalogue's own: label, row, and symbol in the registry. */
  private void addTypes(Run run, int count) throws IOException {
    if (count <= 0) {
      return;
    }
    List<String> names =
        IntStream.rangeClosed(1, count).mapToObj(i -> LoadSpec.ADDED_TYPE + i).toList();
    execute(
        run.database(),
        names.stream()
            .map(name -> "ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS '" + name + "'")
            .toList());
    execute(
        run.database(),
        List.of(
            names.stream()
                .map(name -> "('%s', '%s', 'over_under', true, 'free')".formatted(name, name))
                .collect(
                    Collectors.joining(
                        ", ",
                        "INSERT INTO bet_types (name, title, shape, enabled, min_role) VALUES ",
                        ""))));
    if (count > addedTypes) {
      register(names);
      addedTypes = count;
    }
  }

  private void register(List<String> names) throws IOException {
    String ours = Contract.oddsEvent().current().toString();
    int end = ours.indexOf(']', ours.indexOf("\"symbols\":["));
    String added = names.stream().map(name -> ",\"" + name + '"').collect(Collectors.joining());
    try (SchemaRegistryClient registry =
        RegistryClients.create(new RegistryConfig(stack.registry().url(), "", ""))) {
      registry.register(
          Topics.ODDS_EVENTS_SUBJECT,
          new AvroSchema(ours.substring(0, end) + added + ours.substring(end)));
    } catch (Exception e) {
      throw new IOException("the bet types are not registered", e);
    }
  }
}
