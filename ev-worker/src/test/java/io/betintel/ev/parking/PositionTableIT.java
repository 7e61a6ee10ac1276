package io.betintel.ev.parking;

import io.betintel.ev.sink.postgres.MigratedDatabase;
import io.betintel.localstack.LocalStackExtension;
import io.betintel.localstack.PostgresServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
final class PositionTableIT extends PositionsContract {
  private final MigratedDatabase database;
  private final PositionTable table;

  PositionTableIT(PostgresServer server) {
    database = new MigratedDatabase(server);
    table = new PositionTable(database.pool(), "app", "odds.parked");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  Positions table() {
    return table;
  }

  @Override
  Positions ofAnotherApplication() {
    return new PositionTable(database.pool(), "other", "odds.parked");
  }
}
