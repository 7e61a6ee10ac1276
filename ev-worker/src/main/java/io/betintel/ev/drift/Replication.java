package io.betintel.ev.drift;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a publisher knows of the databases that follow it by logical replication. It does not know
 * their labels: see {@link Subscriber}.
 *
 * @param publications those that publish a column of the enum or the catalogue, each with the
 *     tables
 * @param slots of this database, by name
 */
public record Replication(List<String> publications, List<ReplicationSlot> slots) {
  private static final String PUBLICATIONS =
      """
      SELECT p.pubname::text || ' (' || string_agg(p.tablename::text, ', ' ORDER BY p.tablename)
        || ')'
      FROM pg_publication_tables p
      WHERE p.tablename = 'bet_types' OR EXISTS (
        SELECT FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_type y ON y.oid = a.atttypid
        WHERE c.relname = p.tablename AND n.nspname = p.schemaname AND a.attnum > 0
          AND y.typname = 'bet_type_enum')
      GROUP BY p.pubname ORDER BY p.pubname
      """;

  // Only a server that writes has a position; a slot of another kind of standby keeps nothing here.
  private static final String SLOTS =
      """
      SELECT slot_name::text, active, coalesce(wal_status = 'lost', false),
        CASE WHEN pg_is_in_recovery() THEN 0
             ELSE coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint END
      FROM pg_replication_slots
      WHERE slot_type = 'logical' AND database = current_database() AND NOT temporary
      ORDER BY 1
      """;

  public Replication {
    publications = List.copyOf(publications);
    slots = List.copyOf(slots);
  }

  public static Replication read(Connection connection) throws SQLException {
    List<String> publications = new ArrayList<>();
    List<ReplicationSlot> slots = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery(PUBLICATIONS)) {
        while (row.next()) {
          publications.add(row.getString(1));
        }
      }
      try (ResultSet row = statement.executeQuery(SLOTS)) {
        while (row.next()) {
          slots.add(
              new ReplicationSlot(
                  row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getLong(4)));
        }
      }
    }
    return new Replication(publications, slots);
  }

  /** The slots without a reader. */
  public List<ReplicationSlot> inactive() {
    return slots.stream().filter(slot -> !slot.active()).toList();
  }

  /** One line per slot without a reader, with what to do. */
  public List<String> warnings() {
    return inactive().stream()
        .map(
            slot ->
                slot.name()
                    + " "
                    + slot.complaint()
                    + String.format(Locale.ROOT, " (%.1f MB kept). ", slot.keptBytes() / 1e6)
                    + slot.remedy())
        .toList();
  }
}
