SET LOCAL lock_timeout = '2s';

-- Reads all of bet_history once, and stops no writer: what is inserted meanwhile, the trigger notes.
INSERT INTO bet_history_types (day, bet_type)
SELECT DISTINCT (recorded_at AT TIME ZONE 'UTC')::date, bet_type FROM bet_history
ON CONFLICT DO NOTHING;
