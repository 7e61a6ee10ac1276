SET LOCAL lock_timeout = '2s';

-- Which bet types a day of bet_history has: the check for drift asks all 30 days, of tens of millions
-- of rows. Rejected: an index by bet type, which each row would pay for; a count per type, whose row
-- every sink's transaction would lock until its end. What is known already costs a statement one
-- look-up per type and day.
CREATE TABLE bet_history_types (
    day      date NOT NULL,
    bet_type text NOT NULL,
    PRIMARY KEY (day, bet_type)
);

COMMENT ON TABLE bet_history_types IS
    'The bet types of each UTC day of bet_history, by recorded_at; a type whose rows were deleted may remain.';
COMMENT ON COLUMN bet_history_types.day IS 'The UTC day of recorded_at.';
COMMENT ON COLUMN bet_history_types.bet_type IS 'As bet_history spells it.';

CREATE FUNCTION bet_history_note_types() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    -- In order, so that two statements never wait for each other.
    INSERT INTO bet_history_types (day, bet_type)
    SELECT DISTINCT (recorded_at AT TIME ZONE 'UTC')::date, bet_type FROM added ORDER BY 1, 2
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

-- With the owner's rights and in this schema alone: whoever may insert history need not know of it.
DO $$
BEGIN
    EXECUTE format('ALTER FUNCTION bet_history_note_types() SET search_path = %I, pg_temp',
        current_schema());
END
$$;

CREATE TRIGGER note_types
    AFTER INSERT ON bet_history REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION bet_history_note_types();
