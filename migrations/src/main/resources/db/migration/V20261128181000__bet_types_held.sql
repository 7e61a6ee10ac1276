SET LOCAL lock_timeout = '2s';

ALTER TABLE bet_types ADD COLUMN held boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN bet_types.held IS
    'A rename is under way: events of the bet type wait in odds.parked, and its lines stay published. Of an alias: its lines are being moved.';

UPDATE bet_types SET enabled = false WHERE alias_of IS NOT NULL AND enabled;

-- A worker of an earlier build reads no alias: it parks the events of one, and a newer one returns
-- them under the right name.
ALTER TABLE bet_types ADD CONSTRAINT bet_types_alias_is_off CHECK (alias_of IS NULL OR NOT enabled);

COMMENT ON COLUMN bet_types.alias_of IS
    'The bet type that events of this one are applied as. It is no alias itself. An alias is never enabled.';

-- Looks at the whole table after the statement: a rename of a bet type that has aliases moves them
-- in the same statement. Named to come after raise_version, whose lock makes two writers take turns.
CREATE FUNCTION bet_types_refuse_chained_alias() RETURNS trigger
    LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT a.name, a.alias_of, b.alias_of AS further INTO wrong
    FROM bet_types a JOIN bet_types b ON b.name = a.alias_of
    WHERE b.alias_of IS NOT NULL
    ORDER BY a.name
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'bet type % is an alias of %, which is an alias of %: name a bet type that is no alias',
            wrong.name, wrong.alias_of, wrong.further USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER refuse_chained_alias
    AFTER INSERT OR UPDATE ON bet_types
    FOR EACH STATEMENT EXECUTE FUNCTION bet_types_refuse_chained_alias();
