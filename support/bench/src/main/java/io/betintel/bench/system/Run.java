package io.betintel.bench.system;

import io.betintel.ev.codec.Topics;
import io.betintel.localstack.FreePorts;
import io.betintel.localstack.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One run: an application id, a database and ports that no other run has. */
public final class Run {
  /** Of every topic, and so the most tasks of every program. */
  public static final int PARTITIONS = 6;

  public static final Topics TOPICS = new Topics("");

  private final Bed bed;
  private final int number;
  private final String database;
  private final int port = FreePorts.next();
  private final int apiPort = FreePorts.next();

  Run(Bed bed, int number, String template) throws IOException {
    this.bed = bed;
    this.number = number;
    this.database = "run_" + number;
    bed.stack().postgres().copyDatabase(database, template);
  }

  /** Where the program answers {@code /metrics}. */
  public int port() {
    return port;
  }

  public int apiPort() {
    return apiPort;
  }

  public Bed bed() {
    return bed;
  }

  public String database() {
    return database;
  }

  public String applicationId() {
    return "bench-" + number;
  }

  /** Where a program's output goes. */
  public Path log(String program) {
    return bed.directory().resolve("run-" + number + "-" + program + ".log");
  }

  /** The worker's configuration. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(environment(bed, database));
    environment.put("EV_APPLICATION_ID", applicationId());
    environment.put("EV_HTTP_PORT", Integer.toString(port));
    environment.put("EV_API_PORT", Integer.toString(apiPort));
    return environment;
  }

  /** Where a process of the bench finds the servers, as {@code name=value} arguments. */
  List<String> servers() {
    LocalStack stack = bed.stack();
    return List.of(
        "kafka=" + stack.kafka().bootstrapServers(),
        "registry=" + stack.registry().url(),
        "postgres=" + stack.postgres().jdbcUrl(database),
        "user=" + stack.postgres().user(),
        "password=" + stack.postgres().password(),
        "redis=" + stack.redis().url());
  }

  static Map<String, String> environment(Bed bed, String database) {
    LocalStack stack = bed.stack();
    return Map.of(
        "EV_KAFKA_BOOTSTRAP_SERVERS", stack.kafka().bootstrapServers(),
        "EV_SCHEMA_REGISTRY_URL", stack.registry().url(),
        "EV_POSTGRES_URL", stack.postgres().jdbcUrl(database),
        "EV_POSTGRES_USER", stack.postgres().user(),
        "EV_POSTGRES_PASSWORD", stack.postgres().password(),
        "EV_REDIS_URL", stack.redis().url(),
        "EV_PARTITIONS", Integer.toString(PARTITIONS),
        "EV_REPLICATION_FACTOR", "1",
        "EV_STATE_DIRECTORY", bed.directory().resolve(Bed.STREAMS).toString());
  }
}
