package io.betintel.ev.harness;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueEditor;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.schemas.BetTypeSymbols;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import org.apache.avro.Schema;

/** Rolls bet types out step by step, as migrations, registrars and operators do. */
public final class RolloutSteps implements AutoCloseable {
  private final Installation installation;
  private final HikariDataSource pool;
  private final CatalogueEditor editor;

  public RolloutSteps(Installation installation) {
    this.installation = installation;
    this.pool = PostgresPool.of(PostgresConfig.from(installation.settings()), "catalogue-in-hand");
    this.editor = new CatalogueEditor(pool);
  }

  /** Registers the latest schema with more symbols at its end, as a team that is ahead does. */
  public void register(Collection<BetType> betTypes) throws Exception {
    if (betTypes.isEmpty()) {
      return;
    }
    try (SchemaRegistryClient registry = installation.registry()) {
      Schema latest =
          new Schema.Parser()
              .parse(registry.getLatestSchemaMetadata(Topics.ODDS_EVENTS_SUBJECT).getSchema());
      registry.register(
          Topics.ODDS_EVENTS_SUBJECT,
          new AvroSchema(
              BetTypeSymbols.replace(
                  latest,
                  BetTypeSymbols.union(
                      BetTypeSymbols.of(latest),
                      betTypes.stream().map(BetType::symbol).toList()))));
    }
  }

  public void addLabels(Collection<BetType> betTypes) throws SQLException {
    for (BetType betType : betTypes) {
      installation.execute("ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS '" + betType + "'");
    }
  }

  public void addRows(Collection<BetType> betTypes) throws SQLException {
    for (BetType betType : betTypes) {
      installation.execute(
          "INSERT INTO bet_types (name, title, shape) VALUES ('"
              + betType
              + "', 'New', 'over_under') ON CONFLICT DO NOTHING");
    }
  }

  /** Returns when every worker acts on it. */
  public void removeRows(Collection<BetType> betTypes) throws Exception {
    for (BetType betType : betTypes) {
      installation.execute("DELETE FROM bet_types WHERE name = '" + betType + "'");
    }
    awaitAcknowledged();
  }

  /** Returns when every worker acts on it. */
  public void enable(boolean on, Collection<BetType> betTypes) throws Exception {
    for (BetType betType : betTypes) {
      editor.enable(betType, on);
    }
    awaitAcknowledged();
  }

  /** Returns when every worker acts on the catalogue as it is now. */
  public void awaitAcknowledged() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                installation
                        .numbers(
                            "SELECT 'behind', count(*) FROM worker_heartbeats, bet_types_version v"
                                + " WHERE catalogue_version < v.version")
                        .get("behind")
                    == 0);
  }

  @Override
  public void close() {
    pool.close();
  }
}
