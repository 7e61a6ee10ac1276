package io.betintel.ev.restructure;

import java.sql.SQLException;

/** What an installation may have hung on the column, besides what the migrations have. */
final class Ornaments {
  private static final String ROLE =
      """
      DO $$ BEGIN
        CREATE ROLE "Board Reader";
      EXCEPTION WHEN duplicate_object THEN NULL;
      END $$""";

  private Ornaments() {}

  static void add(RestructureDatabase database) throws SQLException {
    database.execute(
        ROLE,
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO \"Board Reader\"",
        "ALTER TABLE bets ALTER bet_type SET DEFAULT 'h2h'::text::bet_type_enum",
        "ALTER TABLE bets ALTER bet_type SET DEFAULT 'h2h'",
        "ALTER TABLE bets ALTER bet_type SET STATISTICS 321",
        "ALTER TABLE bets ALTER bet_type SET (n_distinct = 40)",
        "GRANT SELECT (bet_type), UPDATE (bet_type) ON bets TO \"Board Reader\"",
        "GRANT SELECT (bet_type) ON bets TO PUBLIC",
        // DependentViews: one shows the type, one reads that, one names labels, one is in the way
        // of none.
        "CREATE VIEW shown WITH (security_barrier = true) AS SELECT line_id, outcome, bet_type,"
            + " 'bet_type' AS word FROM bets WHERE bet_type IN ('h2h', 'totals')",
        "CREATE VIEW \"Shown twice\" AS SELECT s.bet_type AS \"Bet type\", count(*) AS n FROM shown s"
            + " GROUP BY 1",
        "CREATE VIEW chosen AS SELECT line_id FROM bets WHERE bet_type = 'spreads'"
            + " WITH CASCADED CHECK OPTION",
        "CREATE VIEW apart AS SELECT line_id FROM bets",
        "COMMENT ON VIEW shown IS 'It''s \\ shown'",
        "COMMENT ON COLUMN shown.bet_type IS 'The type itself.'",
        "REVOKE ALL ON \"Shown twice\" FROM \"Board Reader\"",
        "GRANT SELECT ON shown TO \"Board Reader\" WITH GRANT OPTION",
        "GRANT INSERT (line_id) ON shown TO \"Board Reader\"",
        // Constraints and indexes.
        "ALTER TABLE bets ADD CONSTRAINT known CHECK (bet_type <> 'player_points' OR version >= 0)",
        "ALTER TABLE bets ADD CONSTRAINT later CHECK (bet_type <> 'h2h' OR version > -5) NOT VALID",
        "COMMENT ON CONSTRAINT known ON bets IS 'Known.'",
        "ALTER TABLE bets ADD CONSTRAINT one UNIQUE (line_id, outcome, bet_type)"
            + " DEFERRABLE INITIALLY DEFERRED",
        "CREATE UNIQUE INDEX line_and_type ON bets (bet_type, line_id, outcome) INCLUDE (point)",
        "CREATE INDEX open_h2h ON bets (event_id) WHERE bet_type = ANY ('{h2h,totals}')",
        "CREATE INDEX by_text ON bets ((bet_type = 'totals'), version DESC) WITH (fillfactor = 70)"
            + " WHERE bet_type <> 'h2h' AND outcome <> 'bet_type'",
        "COMMENT ON INDEX by_text IS 'By text.'",
        "CREATE INDEX twins ON bets (bet_type, bet_type)",
        "CLUSTER bets USING line_and_type",
        "ALTER TABLE bets REPLICA IDENTITY USING INDEX line_and_type",
        "CREATE STATISTICS by_both (ndistinct, dependencies) ON bet_type, event_id FROM bets",
        "COMMENT ON STATISTICS by_both IS 'Both.'",
        // Another table of the type, that the first refers to.
        "CREATE TABLE limits (bet_type bet_type_enum PRIMARY KEY, also bet_type_enum,"
            + " most integer)",
        "INSERT INTO limits SELECT l, l, 5 FROM unnest(enum_range(NULL::bet_type_enum)) AS l",
        "INSERT INTO limits SELECT 'h2h', NULL, 1 WHERE false",
        "ALTER TABLE limits ADD UNIQUE (also)",
        "ALTER TABLE bets ADD CONSTRAINT limited FOREIGN KEY (bet_type) REFERENCES limits (bet_type)"
            + " ON UPDATE CASCADE NOT VALID",
        "ALTER TABLE bets VALIDATE CONSTRAINT limited",
        // Triggers and a publication.
        "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER on_type BEFORE UPDATE OF bet_type ON bets FOR EACH ROW"
            + " WHEN (NEW.bet_type = 'totals') EXECUTE FUNCTION nothing()",
        "ALTER TABLE bets DISABLE TRIGGER on_type",
        "COMMENT ON TRIGGER on_type ON bets IS 'On type.'",
        "CREATE TRIGGER on_version BEFORE UPDATE OF version ON bets FOR EACH ROW"
            + " EXECUTE FUNCTION nothing()",
        "CREATE PUBLICATION whole FOR TABLE bets, limits",
        "GRANT USAGE ON TYPE bet_type_enum TO \"Board Reader\"",
        "ANALYZE bets");
    if (database.connection().getMetaData().getDatabaseMajorVersion() >= 15) {
      database.execute(
          "CREATE PUBLICATION part FOR TABLE bets (line_id, outcome, bet_type) WHERE"
              + " (outcome <> 'bet_type')");
    }
  }
}
