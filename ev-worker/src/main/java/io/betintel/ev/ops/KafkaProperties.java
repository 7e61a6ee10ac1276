package io.betintel.ev.ops;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which properties of Kafka's clients an operator may set. What would break a guarantee is refused
 * with the reason, never ignored. Everything else passes to every client.
 */
final class KafkaProperties {
  static final String COMPRESSION = "compression.type";

  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");

  private static final String BYTES = "the worker reads and writes bytes";
  private static final String COMMITTED = "the worker reads committed records only";
  private static final String POSITIONS = "positions are stored together with what was read";
  private static final String NO_LOSS =
      "records would be lost, repeated or reordered: the worker decides it";
  private static final String TRANSACTIONS = "the worker's transactions depend on it";
  private static final String PARTITIONS = "events of a match must meet in one partition";
  private static final String ASSIGNMENT = "the worker's groups assign partitions in their own way";
  private static final String SIZES = "it follows EV_ODDS_MAX_BYTES and EV_COMMIT_INTERVAL";
  private static final String STREAMS = "the worker decides it";

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "EV_KAFKA_BOOTSTRAP_SERVERS says it"),
          Map.entry("bootstrap.controllers", "the worker talks to brokers"),
          Map.entry("group.id", "EV_APPLICATION_ID says it"),
          Map.entry("application.id", "EV_APPLICATION_ID says it"),
          Map.entry("client.id", "the worker names its clients"),
          Map.entry("group.instance.id", "two workers with one id would fence each other off"),
          Map.entry("group.protocol", ASSIGNMENT),
          Map.entry("group.remote.assignor", ASSIGNMENT),
          Map.entry("partition.assignment.strategy", ASSIGNMENT),
          Map.entry("key.serializer", BYTES),
          Map.entry("value.serializer", BYTES),
          Map.entry("key.deserializer", BYTES),
          Map.entry("value.deserializer", BYTES),
          Map.entry("default.key.serde", BYTES),
          Map.entry("default.value.serde", BYTES),
          Map.entry("isolation.level", COMMITTED),
          Map.entry("enable.auto.commit", POSITIONS),
          Map.entry("auto.commit.interval.ms", POSITIONS),
          Map.entry("auto.offset.reset", POSITIONS),
          Map.entry("allow.auto.create.topics", "ev-worker topics creates them"),
          Map.entry("acks", NO_LOSS),
          Map.entry("enable.idempotence", NO_LOSS),
          Map.entry("max.in.flight.requests.per.connection", NO_LOSS),
          Map.entry("retries", NO_LOSS),
          Map.entry("transactional.id", TRANSACTIONS),
          Map.entry("transaction.timeout.ms", TRANSACTIONS),
          Map.entry("transaction.two.phase.commit.enable", TRANSACTIONS),
          Map.entry("processing.guarantee", TRANSACTIONS),
          Map.entry("partitioner.class", PARTITIONS),
          Map.entry("partitioner.ignore.keys", PARTITIONS),
          Map.entry("interceptor.classes", "the worker has its own"),
          Map.entry("linger.ms", SIZES),
          Map.entry("batch.size", SIZES),
          Map.entry("buffer.memory", SIZES),
          Map.entry("max.request.size", SIZES),
          Map.entry("poll.ms", SIZES),
          Map.entry("num.stream.threads", "EV_STREAM_THREADS says it"),
          Map.entry("num.standby.replicas", "EV_STANDBY_REPLICAS says it"),
          Map.entry("commit.interval.ms", "EV_COMMIT_INTERVAL says it"),
          Map.entry("state.dir", "EV_STATE_DIRECTORY says it"),
          Map.entry("replication.factor", "EV_REPLICATION_FACTOR says it"),
          Map.entry("max.task.idle.ms", STREAMS),
          Map.entry("topology.optimization", STREAMS),
          Map.entry("default.timestamp.extractor", STREAMS),
          Map.entry("default.deserialization.exception.handler", STREAMS),
          Map.entry("deserialization.exception.handler", STREAMS),
          Map.entry("default.production.exception.handler", STREAMS),
          Map.entry("production.exception.handler", STREAMS),
          Map.entry("processing.exception.handler", STREAMS));

  /** Kafka Streams' way to tell its clients apart. */
  private static final List<String> PREFIXES =
      List.of(
          "producer.",
          "consumer.",
          "admin.",
          "main.consumer.",
          "restore.consumer.",
          "global.consumer.",
          "topic.");

  private static final String OAUTH = "org.apache.kafka.sasl.oauthbearer.allowed.";

  private static final List<String> OAUTH_ADDRESSES =
      List.of("sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.jwks.endpoint.url");

  private static final List<String> OAUTH_FILES =
      List.of(
          "sasl.oauthbearer.assertion.file",
          "sasl.oauthbearer.assertion.private.key.file",
          "sasl.oauthbearer.assertion.template.file");

  private KafkaProperties() {}

  /** The names that are refused, besides those with a prefix. */
  static Set<String> refused() {
    return REFUSED.keySet();
  }

  /** Why the properties cannot be used, each reason with the property's name; empty if they can. */
  static List<String> faults(Map<String, String> properties) {
    List<String> faults = new ArrayList<>();
    new TreeMap<>(properties).forEach((name, value) -> fault(name, value).ifPresent(faults::add));
    return faults;
  }

  private static Optional<String> fault(String name, String value) {
    if (REFUSED.containsKey(name)) {
      return Optional.of(name + " is refused: " + REFUSED.get(name));
    }
    Optional<String> prefix = PREFIXES.stream().filter(name::startsWith).findFirst();
    if (prefix.isPresent()) {
      return Optional.of(
          name
              + " is refused: a property is of every client; write "
              + name.substring(prefix.get().length())
              + ", if that is accepted");
    }
    if (name.equals(COMPRESSION) && !COMPRESSIONS.contains(value)) {
      return Optional.of(
          name + " is \"" + value + "\": it must be none, gzip, snappy, lz4 or zstd");
    }
    return Optional.empty();
  }

  /**
   * Kafka asks only those OAuth servers, and reads only those files, that system properties allow:
   * an application may pass on properties of strangers. These are the operator's own. What the
   * command line allows stays as it is.
   */
  static void allowOauth(Map<String, String> properties) {
    List<String> addresses =
        OAUTH_ADDRESSES.stream().filter(properties::containsKey).map(properties::get).toList();
    List<String> files =
        OAUTH_FILES.stream().filter(properties::containsKey).map(properties::get).toList();
    allow("urls", addresses);
    List<String> all = new ArrayList<>(files);
    addresses.stream()
        .filter(address -> address.startsWith("file:"))
        .map(address -> URI.create(address).getPath())
        .forEach(all::add);
    allow("files", all);
  }

  private static void allow(String what, List<String> values) {
    if (!values.isEmpty() && System.getProperty(OAUTH + what) == null) {
      System.setProperty(OAUTH + what, values.stream().collect(Collectors.joining(",")));
    }
  }
}
