package io.betintel.ev.cli.records;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueTable;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresPool;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.parking.ParkedRecords;
import io.betintel.ev.stream.StreamConfig;
import java.sql.SQLException;
import java.util.Optional;

/** The parked events and the database, as the environment names them. */
public final class ParkedAccess implements AutoCloseable {
  private final HikariDataSource pool;
  private final ParkedRecords records;

  public ParkedAccess(Settings settings) {
    Topics topics = Topics.from(settings);
    this.pool = PostgresPool.of(PostgresConfig.from(settings), "ev-worker-parked");
    this.records =
        new ParkedRecords(
            KafkaConfig.from(settings),
            pool,
            StreamConfig.from(settings, topics).applicationId(),
            topics.parked());
  }

  public ParkedRecords records() {
    return records;
  }

  /** Why a type's records cannot return now; empty if nothing is in the way. */
  Optional<String> obstacle(BetType betType) throws SQLException {
    return catalogue().obstacleToReturn(betType);
  }

  public StoredCatalogue catalogue() throws SQLException {
    try {
      return new CatalogueTable().read(pool);
    } catch (SQLException e) {
      throw new SQLException(DatabaseTrouble.describe(e), e);
    }
  }

  @Override
  public void close() {
    records.close();
    pool.close();
  }
}
