package io.betintel.ev.parking;

import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.DatabaseTrouble;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Why a bet type's parked events cannot return now. */
public final class Servability {
  private static final String STATE =
      """
      SELECT t.enabled,
             EXISTS (SELECT FROM pg_enum e JOIN pg_type y ON y.oid = e.enumtypid
                     WHERE y.typname = 'bet_type_enum' AND pg_type_is_visible(y.oid)
                       AND e.enumlabel = t.name)
      FROM bet_types t WHERE t.name = ?
      """;

  private final DataSource dataSource;

  public Servability(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** The reason, with what mends it; empty if nothing is in the way. */
  public Optional<String> obstacle(BetType betType) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(STATE)) {
      select.setString(1, betType.symbol());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.of(
              betType + " has no row in the catalogue: a migration has to add it to bet_types");
        }
        if (!row.getBoolean(2)) {
          return Optional.of(betType + " has no label in bet_type_enum: a migration has to add it");
        }
        return row.getBoolean(1)
            ? Optional.empty()
            : Optional.of(betType + " is disabled: ev-worker bet-types enable " + betType);
      }
    } catch (SQLException e) {
      throw new SQLException(DatabaseTrouble.describe(e), e);
    }
  }
}
