SET LOCAL lock_timeout = '2s';

-- maintain_bet_history does all of its work in one transaction, and holds every lock until the end.
-- It stays for workers of the release before; these two do one day each.
CREATE FUNCTION attach_bet_history_day(day date) RETURNS boolean
    LANGUAGE plpgsql AS $$
DECLARE
    child    text := 'bet_history_' || to_char(day, 'YYYYMMDD');
    first_at timestamptz := day::timestamp AT TIME ZONE 'UTC';
    last_at  timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    IF to_regclass(quote_ident(child)) IS NOT NULL
        OR NOT pg_try_advisory_xact_lock(hashtext('maintain_bet_history')) THEN
        RETURN false;
    END IF;
    -- Rows that came before their day stay where they are: moving them would lock out writers.
    IF EXISTS (SELECT FROM bet_history_other_days
               WHERE recorded_at >= first_at AND recorded_at < last_at) THEN
        RETURN false;
    END IF;
    -- Attaching locks out no writer of the parent; CREATE ... PARTITION OF would.
    EXECUTE format('CREATE TABLE %I (LIKE bet_history INCLUDING ALL)', child);
    EXECUTE format('ALTER TABLE bet_history ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        child, first_at, last_at);
    RETURN true;
END
$$;

COMMENT ON FUNCTION attach_bet_history_day(date) IS
    'Creates a UTC day''s partition of bet_history; false if there is nothing to do.';

-- A partition beside a default one cannot be detached concurrently: the caller sets a short
-- lock_timeout, and tries again later while somebody reads.
CREATE FUNCTION drop_bet_history_day(retention_days integer) RETURNS text
    LANGUAGE plpgsql AS $$
DECLARE
    oldest text := 'bet_history_'
        || to_char((now() AT TIME ZONE 'UTC')::date - retention_days, 'YYYYMMDD');
    child  text;
BEGIN
    IF retention_days < 1 THEN
        RAISE EXCEPTION 'retention_days is %: accepted is at least 1', retention_days
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('maintain_bet_history')) THEN
        RETURN NULL;
    END IF;
    SELECT c.relname INTO child
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'bet_history'::regclass
      AND c.relname ~ '^bet_history_[0-9]{8}$' AND c.relname < oldest
    ORDER BY c.relname LIMIT 1;
    IF child IS NOT NULL THEN
        EXECUTE format('DROP TABLE %I', child);
    END IF;
    RETURN child;
END
$$;

COMMENT ON FUNCTION drop_bet_history_day(integer) IS
    'Drops the oldest partition of bet_history that is older than the retention and returns its name; null if there is none.';

-- They are the sinks'. A role that only reads could do no more with them than fail.
REVOKE EXECUTE ON FUNCTION
    maintain_bet_history(integer, integer), attach_bet_history_day(date),
    drop_bet_history_day(integer)
    FROM PUBLIC;
