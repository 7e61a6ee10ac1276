package io.betintel.ev.it;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.harness.Installation;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.betintel.ev.schemas.Contract;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;

/** What producers do to the registry, and what happens to topics. */
final class RegistryFaults {
  private static final String OURS = Topics.ODDS_EVENTS_SUBJECT;

  private RegistryFaults() {}

  static List<Fault> all() {
    return List.of(
        stray("bet types in another order", OURS + " has a stray: version ", swapped()),
        stray("a bet type left out", "totals is missing in " + OURS, without("totals")),
        stray("another default of the enum", OURS + " has a stray: version ", otherDefault()),
        stray("another namespace", OURS + " has a stray: version ", otherNamespace()),
        foreign(
            "an older schema under another subject",
            "spreads is missing in audit-value",
            without("spreads")),
        foreign(
            "another order under another subject",
            "audit-value has bet types in another order than " + OURS,
            swapped()),
        new Fault(
            "a subject that takes any schema",
            "registry",
            OURS + " has compatibility NONE",
            installation -> {
              try (SchemaRegistryClient registry = installation.registry()) {
                registry.updateCompatibility(OURS, "NONE");
              }
            },
            installation -> installation.run("schemas").done()),
        new Fault(
            "a topic that is missing",
            "topics",
            "dead-letter is missing",
            installation -> {
              try (Admin admin = installation.admin()) {
                admin.deleteTopics(List.of(installation.topics().deadLetters())).all().get();
              }
            },
            installation -> installation.run("topics").done()),
        parked(
            "events that wait for a served bet type",
            "totals",
            "totals is served, yet 3 of its events wait in "),
        parked(
            "events that wait for one that nobody knows",
            "zz_new",
            "zz_new has events that wait in "));
  }

  private static Fault stray(String what, String said, Schema schema) {
    return new Fault(
        what,
        "registry",
        said,
        installation -> register(installation, OURS, schema),
        installation -> installation.run("schemas", "repair", "--apply").done());
  }

  private static Fault foreign(String what, String said, Schema schema) {
    return new Fault(
        what,
        "registry",
        said,
        installation -> register(installation, "audit-value", schema),
        installation -> {
          try (SchemaRegistryClient registry = installation.registry()) {
            registry.deleteSubject("audit-value");
          }
        });
  }

  /** As a replayer that stopped would have left it. */
  private static Fault parked(String what, String betType, String said) {
    return new Fault(
        what,
        "topics",
        said,
        installation -> {
          String key =
              "'"
                  + installation.applicationId()
                  + "', '"
                  + installation.topics().parked()
                  + "', 99";
          installation.execute(
              "INSERT INTO parked_tails (application, topic, partition, topic_id, next_offset)"
                  + " VALUES ("
                  + key
                  + ", 'zz', 3); INSERT INTO parked_positions (application, topic, partition,"
                  + " bet_type, next_offset, waiting) VALUES ("
                  + key
                  + ", '"
                  + betType
                  + "', 0, 3)");
        },
        installation -> installation.execute("DELETE FROM parked_tails WHERE partition = 99"));
  }

  private static void register(Installation installation, String subject, Schema schema)
      throws Exception {
    try (SchemaRegistryClient registry = installation.registry()) {
      if (subject.equals(OURS)) {
        registry.updateCompatibility(OURS, "NONE"); // as registries are before they are fenced
      }
      registry.register(subject, new AvroSchema(schema));
      if (subject.equals(OURS)) {
        registry.updateCompatibility(OURS, "FULL");
      }
    }
  }

  private static Schema ours() {
    return Contract.oddsEvent().current();
  }

  private static Schema without(String symbol) {
    List<String> symbols = new ArrayList<>(BetTypeSymbols.of(ours()));
    symbols.remove(symbol);
    return BetTypeSymbols.replace(ours(), symbols);
  }

  private static Schema swapped() {
    List<String> symbols = new ArrayList<>(BetTypeSymbols.of(ours()));
    Collections.swap(symbols, symbols.indexOf("totals"), symbols.indexOf("spreads"));
    return BetTypeSymbols.replace(ours(), symbols);
  }

  private static Schema otherDefault() {
    return changed("\"default\":\"unknown\"", "\"default\":\"h2h\"");
  }

  private static Schema otherNamespace() {
    return changed("io.betintel.ev.avro", "com.example");
  }

  private static Schema changed(String text, String other) {
    String schema = ours().toString();
    if (!schema.contains(text)) {
      throw new IllegalStateException(schema + " has no " + text);
    }
    return new Schema.Parser().parse(schema.replace(text, other));
  }

  /** By what does not answer: the variable that says where it is, and an address without it. */
  static Map<String, Map.Entry<String, String>> away() {
    return Map.of(
        "registry", Map.entry("EV_SCHEMA_REGISTRY_URL", "http://127.0.0.1:1"),
        "Redis", Map.entry("EV_REDIS_URL", "redis://127.0.0.1:1"),
        "PostgreSQL", Map.entry("EV_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/ev"),
        "Kafka", Map.entry("EV_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"));
  }
}
