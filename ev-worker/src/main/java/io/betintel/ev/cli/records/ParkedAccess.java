package io.betintel.ev.cli.records;

import com.zaxxer.hikari.HikariDataSource;
import io.betintel.ev.catalogue.CatalogueTable;
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

/** The topic and the database of the {@code parked} commands, as the environment names them. */
final class ParkedAccess implements AutoCloseable {
  private final HikariDataSource pool;
  private final ParkedRecords records;

  ParkedAccess(Settings settings) {
    Topics topics = Topics.from(settings);
    this.pool = PostgresPool.of(PostgresConfig.from(settings), "ev-worker-parked");
    this.records =
        new ParkedRecords(
            KafkaConfig.from(settings),
            pool,
            StreamConfig.from(settings, topics).applicationId(),
            topics.parked());
  }

  ParkedRecords records() {
    return records;
  }

  /** Why a type's records cannot return now; empty if nothing is in the way. */
  Optional<String> obstacle(BetType betType) throws SQLException {
    try {
      return new CatalogueTable().read(pool).obstacle(betType);
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
