package io.betintel.ev.it;

import io.betintel.ev.cache.CacheKeys;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** What people do to the database and to the cache. */
final class DatabaseFaults {
  static final String DROP_LABEL =
      "DELETE FROM pg_enum WHERE enumtypid = 'bet_type_enum'::regtype AND enumlabel = ";

  private static final String WORKER =
      "INSERT INTO worker_heartbeats SELECT 'zz', %s, %s, %s, 'zz', now(), now() + interval '1 hour'"
          + " FROM worker_heartbeats LIMIT 1";
  private static final String NO_WORKER = "DELETE FROM worker_heartbeats WHERE worker_id = 'zz'";

  private DatabaseFaults() {}

  /** These are tried in every build. */
  static List<Fault> sample() {
    return List.of(viewMissing());
  }

  static List<Fault> all() {
    return List.of(
        labelMissing(),
        Fault.sql(
            "a label that nobody needs",
            "catalogue",
            "zz_extra is missing in bet_types (state no_row)",
            "ALTER TYPE bet_type_enum ADD VALUE 'zz_extra'",
            DROP_LABEL + "'zz_extra'"),
        Fault.sql(
            "a label renamed",
            "labels",
            "player_rebounds is missing in bet_type_enum (state no_label)",
            "ALTER TYPE bet_type_enum RENAME VALUE 'player_rebounds' TO 'zz_rebounds'",
            "ALTER TYPE bet_type_enum RENAME VALUE 'zz_rebounds' TO 'player_rebounds'"),
        Fault.sql(
            "a label dropped",
            "labels",
            "player_assists is missing in bet_type_enum (state no_label)",
            DROP_LABEL + "'player_assists'",
            "ALTER TYPE bet_type_enum ADD VALUE 'player_assists'"),
        Fault.sql(
            "a label in another spelling",
            "labels",
            "PlayerPoints in bet_type_enum differs from player_points only by case or underscores",
            "ALTER TYPE bet_type_enum ADD VALUE 'PlayerPoints'",
            DROP_LABEL + "'PlayerPoints'"),
        Fault.sql(
            "the schema's default as a label",
            "labels",
            "unknown is a label",
            "ALTER TYPE bet_type_enum ADD VALUE 'unknown'",
            DROP_LABEL + "'unknown'"),
        Fault.sql(
            "a catalogue row deleted",
            "catalogue",
            "player_rebounds is missing in bet_types (state no_row)",
            "DELETE FROM bet_types WHERE name = 'player_rebounds'",
            "INSERT INTO bet_types (name, title, shape) VALUES ('player_rebounds','x','over_under')"),
        Fault.sql(
            "a row whose name is none",
            "catalogue",
            "Zz-Bad is no valid name",
            "ALTER TABLE bet_types DROP CONSTRAINT bet_types_name_is_a_symbol;"
                + " INSERT INTO bet_types (name, title, shape) VALUES ('Zz-Bad', 'x', 'winner')",
            "DELETE FROM bet_types WHERE name = 'Zz-Bad'"),
        Fault.sql(
            "settings that are garbage",
            "catalogue",
            "totals has a row that this build does not understand (state settings_not_understood)",
            "UPDATE bet_types SET settings = '{\"method\":\"guess\"}' WHERE name = 'totals'",
            "UPDATE bet_types SET settings = '{}' WHERE name = 'totals'"),
        Fault.sql(
            "settings of a newer build",
            "catalogue",
            "totals has a row that this build does not understand (state settings_not_understood)",
            "UPDATE bet_types SET settings = '{\"consensus\":\"of_tomorrow\"}' WHERE name = 'totals'",
            "UPDATE bet_types SET settings = '{}' WHERE name = 'totals'"),
        Fault.sql(
            "a shape of a newer build",
            "catalogue",
            "totals has a row that this build does not understand (state settings_not_understood)",
            "ALTER TABLE bet_types DROP CONSTRAINT bet_types_shape_is_known;"
                + " UPDATE bet_types SET shape = 'ladder' WHERE name = 'totals'",
            "UPDATE bet_types SET shape = 'over_under' WHERE name = 'totals'"),
        Fault.sql(
            "a role of a newer build",
            "roles",
            "totals is for the role vip, which this build does not know",
            "ALTER TABLE bet_types DROP CONSTRAINT bet_types_min_role_is_known;"
                + " UPDATE bet_types SET min_role = 'vip' WHERE name = 'totals'",
            "UPDATE bet_types SET min_role = 'free' WHERE name = 'totals'"),
        Fault.sql(
            "a title that is missing",
            "catalogue",
            "totals has no title",
            "ALTER TABLE bet_types ALTER COLUMN title DROP NOT NULL;"
                + " UPDATE bet_types SET title = NULL WHERE name = 'totals'",
            "UPDATE bet_types SET title = 'Total' WHERE name = 'totals'"),
        flagUnknown(),
        Fault.sql(
            "an alias of nothing",
            "catalogue",
            "player_rebounds is an alias of zz_gone, which is missing or an alias too",
            "ALTER TABLE bet_types DROP CONSTRAINT bet_types_alias_of_fkey;"
                + " UPDATE bet_types SET alias_of = 'zz_gone' WHERE name = 'player_rebounds'",
            "UPDATE bet_types SET alias_of = NULL WHERE name = 'player_rebounds'"),
        Fault.sql(
            "history of a bet type that nobody knows",
            "rows",
            "zz_gone has rows in bet_history (state no_row)",
            history("zz_gone"),
            "DELETE FROM bet_history WHERE bet_type = 'zz_gone'"),
        Fault.sql(
            "history in another spelling",
            "rows",
            "Player_Points in bet_history differs from player_points only by case or underscores",
            history("Player_Points"),
            "DELETE FROM bet_history WHERE bet_type = 'Player_Points'"),
        new Fault(
            "cached lines in another spelling",
            "cache",
            "PlayerPoints in the cache differs from player_points only by case or underscores",
            installation -> {
              try (RedisClient redis = installation.redis()) {
                redis.sadd(CacheKeys.standard().betTypes(), "PlayerPoints");
              }
            },
            installation -> {
              try (RedisClient redis = installation.redis()) {
                redis.srem(CacheKeys.standard().betTypes(), "PlayerPoints");
              }
            }),
        viewMissing(),
        Fault.sql(
            "a column of another type",
            "tables",
            "lines_without_label.bet_type is character varying instead of text",
            "ALTER TABLE lines_without_label ALTER COLUMN bet_type TYPE varchar",
            "ALTER TABLE lines_without_label ALTER COLUMN bet_type TYPE text"),
        new Fault(
            "the database made read-only",
            "tables",
            "the database is read-only",
            installation ->
                installation.execute(
                    "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        + " || ' SET default_transaction_read_only = on'; END $$"),
            installation ->
                installation.execute(
                    "BEGIN READ WRITE; DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        + " || ' RESET default_transaction_read_only'; END $$; COMMIT")),
        Fault.sql(
            "a worker of an older build",
            "workers",
            "0.0.1, ",
            WORKER.formatted("catalogue_version", "servable", "'0.0.1'"),
            NO_WORKER),
        Fault.sql(
            "a worker that does not read the catalogue",
            "workers",
            "zz acts on catalogue version 1, the database has ",
            WORKER.formatted("1", "servable", "build"),
            NO_WORKER),
        Fault.sql(
            "a worker that does not serve what is enabled",
            "workers",
            "zz does not serve ",
            WORKER.formatted("catalogue_version", "'{}'", "build"),
            NO_WORKER));
  }

  private static Fault labelMissing() {
    return Fault.sql(
        "a row without its label",
        "labels",
        "zz_fault is missing in bet_type_enum (state no_label)",
        "INSERT INTO bet_types (name, title, shape) VALUES ('zz_fault', 'x', 'winner')",
        "DELETE FROM bet_types WHERE name = 'zz_fault'");
  }

  private static Fault viewMissing() {
    return Fault.sql(
        "a view that is missing",
        "tables",
        "bet_offers is missing",
        "ALTER VIEW bet_offers RENAME TO zz_offers",
        "ALTER VIEW zz_offers RENAME TO bet_offers");
  }

  private static Fault flagUnknown() {
    return Fault.sql(
        "a flag that is neither on nor off",
        "catalogue",
        "player_rebounds has no flag: it counts as disabled",
        "ALTER TABLE bet_types ALTER COLUMN enabled DROP NOT NULL;"
            + " UPDATE bet_types SET enabled = NULL WHERE name = 'player_rebounds'",
        "UPDATE bet_types SET enabled = false WHERE name = 'player_rebounds'");
  }

  private static String history(String betType) {
    return "INSERT INTO bet_history (line_id, outcome, version, recorded_at, event_id, bet_type,"
        + " settings_version, market_time, valid_until) VALUES ('x', 'x', 1, now(), 'x', '"
        + betType
        + "', 1, now(), now())";
  }
}
