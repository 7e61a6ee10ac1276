package io.betintel.ev.codec;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes clients of the schema registry. */
public final class RegistryClients {
  /** Subjects and ids that one client caches: two subjects with room for their versions. */
  private static final int CACHED_SCHEMAS = 1000;

  private RegistryClients() {}

  /**
   * A client that caches what it reads. It connects at its first call, retries twice within a
   * second, and then gives up: the caller decides how long to wait for a registry that is down.
   */
  public static SchemaRegistryClient create(RegistryConfig config) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("http.connect.timeout.ms", 2_000);
    properties.put("http.read.timeout.ms", 5_000);
    properties.put("max.retries", 2);
    properties.put("retries.wait.ms", 100);
    properties.put("retries.max.wait.ms", 500);
    // An unknown id is a broken record only after the registry has denied it for a while: its first
    // answer must not be cached.
    properties.put("missing.id.cache.ttl.sec", 0L);
    if (!config.user().isEmpty()) {
      properties.put("basic.auth.credentials.source", "USER_INFO");
      properties.put("basic.auth.user.info", config.user() + ":" + config.password());
    }
    if (!config.token().isEmpty()) {
      properties.put("bearer.auth.credentials.source", "STATIC_TOKEN");
      properties.put("bearer.auth.token", config.token());
    }
    return new CachedSchemaRegistryClient(
        List.of(config.url().split(",")),
        CACHED_SCHEMAS,
        List.of(new AvroSchemaProvider()),
        properties);
  }
}
