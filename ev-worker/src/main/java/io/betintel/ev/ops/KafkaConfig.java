package io.betintel.ev.ops;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How Kafka is reached.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties of every client, such as security settings
 */
public record KafkaConfig(String bootstrapServers, Map<String, String> properties) {
  public static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.address(
          "EV_KAFKA_BOOTSTRAP_SERVERS",
          "host:port, comma-separated",
          "The Kafka brokers to connect to first.",
          Address::kafka);
  static final Setting<String> PROPERTIES_FILE =
      Setting.text(
          "EV_KAFKA_PROPERTIES_FILE",
          "",
          "the path of a Java properties file",
          "Properties of every Kafka client, such as security.protocol.");

  public static final String CALL_TIMEOUT = "default.api.timeout.ms";
  private static final String REQUEST_TIMEOUT = "request.timeout.ms";

  /** By default a client waits 30 s on a connection that a firewall has forgotten. */
  private static final String LONGEST_ANSWER_MS = "10000";

  public KafkaConfig {
    properties = Map.copyOf(properties);
  }

  public static List<Setting<?>> settings() {
    return List.of(BOOTSTRAP_SERVERS, PROPERTIES_FILE);
  }

  public static KafkaConfig from(Settings settings) {
    return new KafkaConfig(
        settings.get(BOOTSTRAP_SERVERS), properties(settings.get(PROPERTIES_FILE)));
  }

  /** The properties that every client has. */
  public Properties clientProperties() {
    Properties client = new Properties();
    client.putAll(properties);
    client.put("bootstrap.servers", bootstrapServers);
    client.putIfAbsent(REQUEST_TIMEOUT, LONGEST_ANSWER_MS);
    return client;
  }

  /**
   * The properties of an admin client that lives as long as its part. Such a client notices a
   * request without an answer only when the whole call has taken too long (seen in 4.3.1), by
   * default after 60 s, and the leader of a group waits for it: the stream stood still for a minute
   * and a half after the network was whole again.
   */
  public Properties lastingAdmin() {
    Properties client = clientProperties();
    client.putIfAbsent(CALL_TIMEOUT, client.getProperty(REQUEST_TIMEOUT));
    return client;
  }

  /**
   * The {@code compression.type} of a producer.
   *
   * @param otherwise if the operator chose none
   */
  public String compression(String otherwise) {
    return properties.getOrDefault(KafkaProperties.COMPRESSION, otherwise);
  }

  private static Map<String, String> properties(String file) {
    Map<String, String> entries = new TreeMap<>();
    if (file.isEmpty()) {
      return entries;
    }
    Properties loaded = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      loaded.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException(
          PROPERTIES_FILE.key() + " is \"" + file + "\": the file cannot be read: " + e);
    }
    loaded
        .stringPropertyNames()
        .forEach(name -> entries.put(name, loaded.getProperty(name).strip()));
    List<String> faults = KafkaProperties.faults(entries);
    if (!faults.isEmpty()) {
      throw new ConfigException(
          PROPERTIES_FILE.key() + " is \"" + file + "\": " + String.join("; ", faults));
    }
    KafkaProperties.allowOauth(entries);
    return entries;
  }
}
