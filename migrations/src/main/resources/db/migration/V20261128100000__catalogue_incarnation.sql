SET LOCAL lock_timeout = '2s';

-- Workers, their heartbeats, the cache's gates and the replayer compare numbers. A number that only
-- counts is given out again after a restore: to another catalogue, which a worker would take for the
-- one that it has. So a number carries its incarnation, the microsecond at which it was given out,
-- and still only rises. Rejected: an incarnation in a column of its own, which a restore brings back
-- too, and which workers of the release before would not compare.
CREATE FUNCTION next_catalogue_number(last bigint) RETURNS bigint
    LANGUAGE sql VOLATILE AS $$
    SELECT greatest(coalesce(last, 0) + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
$$;

COMMENT ON FUNCTION next_catalogue_number(bigint) IS
    'A number above the last one and above every one that was given out before: microseconds since 1970.';

-- A row that is missing comes back with the next change.
CREATE OR REPLACE FUNCTION bet_types_raise_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO bet_types_version AS v (version) VALUES (next_catalogue_number(NULL))
    ON CONFLICT (only_row) DO UPDATE SET version = next_catalogue_number(v.version);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION bet_types_raise_enabled_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.enabled AND NOT OLD.enabled THEN
        NEW.enabled_version := next_catalogue_number(OLD.enabled_version);
    END IF;
    RETURN NEW;
END
$$;

-- settings_version counts on, and alone could be given out twice.
CREATE OR REPLACE FUNCTION bet_types_raise_settings_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.settings IS DISTINCT FROM OLD.settings OR NEW.shape IS DISTINCT FROM OLD.shape THEN
        NEW.settings_version := OLD.settings_version + 1;
        NEW.enabled_version := next_catalogue_number(OLD.enabled_version);
    END IF;
    RETURN NEW;
END
$$;

ALTER TABLE bet_types ALTER COLUMN enabled_version SET DEFAULT next_catalogue_number(0);

UPDATE bet_types_version SET version = next_catalogue_number(version);

COMMENT ON COLUMN bet_types_version.version IS
    'Rises with every statement that changes bet_types: the microsecond of the change, so that a restored database gives out no number twice.';
COMMENT ON COLUMN bet_types.enabled_version IS
    'Another number, a greater one, by itself with every enabling and every change of settings or shape: every line of the bet type is then published again. The microsecond, so that neither a restored nor a recreated row has a number of an earlier one.';
