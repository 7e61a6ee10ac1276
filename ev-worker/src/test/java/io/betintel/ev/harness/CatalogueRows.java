package io.betintel.ev.harness;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;

/** Changes the catalogue of an installation, and waits for what follows from it. */
public final class CatalogueRows {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Installation installation;

  public CatalogueRows(Installation installation) {
    this.installation = installation;
  }

  public void enable(String betType) throws SQLException {
    installation.execute("UPDATE bet_types SET enabled = true WHERE name = '" + betType + "'");
  }

  public void disable(String betType) throws SQLException {
    installation.execute("UPDATE bet_types SET enabled = false WHERE name = '" + betType + "'");
  }

  /**
   * @param settings as JSON
   */
  public void set(String betType, String settings) throws SQLException {
    installation.execute(
        "UPDATE bet_types SET settings = '" + settings + "' WHERE name = '" + betType + "'");
  }

  /** Returns when every live worker has acknowledged the catalogue as it is now. */
  void awaitAcknowledged() {
    await("every worker acts on the catalogue")
        .atMost(PATIENCE)
        .until(
            () ->
                number(
                        "SELECT count(*) FROM worker_heartbeats, bet_types_version"
                            + " WHERE catalogue_version < version"
                            + " AND seen_at > now() - interval '15 seconds'")
                    == 0);
  }

  /** How many records of the type the replayers know of that wait. */
  public long waiting(String betType) throws SQLException {
    return sum("waiting", betType);
  }

  /** How many records of the type were sent to the hop. */
  public long returned(String betType) throws SQLException {
    return sum("returned", betType);
  }

  public long number(String sql) throws SQLException {
    return Long.parseLong(installation.query(sql));
  }

  private long sum(String column, String betType) throws SQLException {
    return number(
        "SELECT coalesce(sum("
            + column
            + "), 0) FROM parked_positions WHERE bet_type = '"
            + betType
            + "'");
  }
}
