package io.betintel.ev.parking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** What the live workers say that they serve: their rows of {@code worker_heartbeats}. */
final class LiveWorkers {
  // By the database's clock, which wrote seen_at.
  private static final String LIVE =
      "SELECT worker_id, catalogue_version, servable FROM worker_heartbeats"
          + " WHERE seen_at > now() - ? * interval '1 millisecond'";

  private final DataSource dataSource;
  private final Duration silence;

  /**
   * @param silence how long after its last heartbeat a worker counts as gone
   */
  LiveWorkers(DataSource dataSource, Duration silence) {
    this.dataSource = dataSource;
    this.silence = silence;
  }

  List<Live> live() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement select = connection.prepareStatement(LIVE)) {
      select.setLong(1, silence.toMillis());
      try (ResultSet row = select.executeQuery()) {
        List<Live> live = new ArrayList<>();
        while (row.next()) {
          String[] servable = (String[]) row.getArray(3).getArray();
          live.add(new Live(row.getString(1), row.getLong(2), Set.of(servable)));
        }
        return live;
      }
    }
  }

  /**
   * A worker that is alive.
   *
   * @param servable the symbols of the bet types that it applies
   */
  record Live(String worker, long catalogueVersion, Set<String> servable) {
    Live {
      servable = Set.copyOf(servable);
    }
  }
}
