SET LOCAL lock_timeout = '2s';

-- Room in each page, so that the many changes of last_update stay in place (HOT).
CREATE TABLE events (
    event_id      text PRIMARY KEY,
    sport_key     text NOT NULL,
    commence_time timestamptz NOT NULL,
    home_team     text,
    away_team     text,
    last_update   timestamptz NOT NULL
) WITH (fillfactor = 50);

COMMENT ON TABLE events IS 'Sporting events that lines are about.';
COMMENT ON COLUMN events.event_id IS 'The feed''s id.';
COMMENT ON COLUMN events.sport_key IS 'The competition, such as icehockey_nhl.';
COMMENT ON COLUMN events.commence_time IS 'When it starts, as last announced.';
COMMENT ON COLUMN events.home_team IS 'As outcomes name it.';
COMMENT ON COLUMN events.away_team IS 'As outcomes name it.';
COMMENT ON COLUMN events.last_update IS 'The market time that the row stems from: older news never overwrites it.';
