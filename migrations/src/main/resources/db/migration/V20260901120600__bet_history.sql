SET LOCAL lock_timeout = '2s';

-- Partitioned by the ev.lines record's own timestamp, which is the same whenever the record is read
-- again; by now() the same version could be stored twice. bet_type is plain text: history outlives
-- the removal of a label.
CREATE TABLE bet_history (
    line_id          text NOT NULL,
    outcome          text NOT NULL,
    version          bigint NOT NULL,
    recorded_at      timestamptz NOT NULL,
    stored_at        timestamptz NOT NULL DEFAULT now(),
    event_id         text NOT NULL,
    bet_type         text NOT NULL,
    description      text,
    point            double precision,
    fair_probability double precision,
    best_book        text,
    best_price       double precision,
    best_ev          double precision,
    not_priced       text,
    settings_version integer NOT NULL,
    market_time      timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    closed_at        timestamptz,
    PRIMARY KEY (line_id, outcome, version, recorded_at)
) PARTITION BY RANGE (recorded_at);

-- Whatever has no day of its own: the replay of an old season, a clock far ahead.
CREATE TABLE bet_history_other_days PARTITION OF bet_history DEFAULT;

COMMENT ON TABLE bet_history IS
    'What each bet was: append only, one row per bet and version, one partition per UTC day, kept 30 days by default.';
COMMENT ON COLUMN bet_history.line_id IS 'See bets.';
COMMENT ON COLUMN bet_history.outcome IS 'See bets.';
COMMENT ON COLUMN bet_history.version IS 'The offset of the record in ev.lines.';
COMMENT ON COLUMN bet_history.recorded_at IS 'The timestamp of that record: what the partitions go by.';
COMMENT ON COLUMN bet_history.stored_at IS 'When the row was inserted.';
COMMENT ON COLUMN bet_history.bet_type IS 'As text: a row stays readable after its label is gone.';
COMMENT ON COLUMN bet_history.closed_at IS 'Set when this version closed the bet.';

-- Creates the days to come and drops what is older than the retention. Safe to call from several
-- workers at once: one does it, the others return at once.
CREATE FUNCTION maintain_bet_history(retention_days integer, days_ahead integer) RETURNS integer
    LANGUAGE plpgsql AS $$
DECLARE
    today     date := (now() AT TIME ZONE 'UTC')::date;
    day       date;
    child     text;
    first_at  timestamptz;
    last_at   timestamptz;
    changes   integer := 0;
BEGIN
    IF retention_days < 1 OR days_ahead < 0 THEN
        RAISE EXCEPTION 'retention_days is %, days_ahead is %: accepted are at least 1 and 0',
            retention_days, days_ahead USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('maintain_bet_history')) THEN
        RETURN 0;
    END IF;

    FOR day IN SELECT today + i FROM generate_series(0, days_ahead) AS i LOOP
        child := 'bet_history_' || to_char(day, 'YYYYMMDD');
        first_at := day::timestamp AT TIME ZONE 'UTC';
        last_at := (day + 1)::timestamp AT TIME ZONE 'UTC';
        CONTINUE WHEN to_regclass(quote_ident(child)) IS NOT NULL;
        -- Rows that came before their day stay where they are: moving them would lock out writers.
        CONTINUE WHEN EXISTS (
            SELECT FROM bet_history_other_days
            WHERE recorded_at >= first_at AND recorded_at < last_at);
        -- Attaching locks out no writer of the parent; CREATE ... PARTITION OF would.
        EXECUTE format('CREATE TABLE %I (LIKE bet_history INCLUDING ALL)', child);
        EXECUTE format('ALTER TABLE bet_history ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            child, first_at, last_at);
        changes := changes + 1;
    END LOOP;

    FOR child IN
        SELECT c.relname
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'bet_history'::regclass
          AND c.relname ~ '^bet_history_[0-9]{8}$'
          AND c.relname < 'bet_history_' || to_char(today - retention_days, 'YYYYMMDD')
        ORDER BY c.relname
    LOOP
        EXECUTE format('DROP TABLE %I', child);
        changes := changes + 1;
    END LOOP;

    DELETE FROM bet_history_other_days
    WHERE stored_at < now() - make_interval(days => retention_days);
    RETURN changes;
END
$$;

COMMENT ON FUNCTION maintain_bet_history(integer, integer) IS
    'Creates today''s and the coming days'' partitions of bet_history and drops those older than the '
    'retention; rows outside any day go when they were stored that long ago. Returns the number of '
    'partitions created and dropped.';

SELECT maintain_bet_history(30, 3);
