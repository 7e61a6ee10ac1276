SET lock_timeout = '2s';

-- Dropped first: an attempt that gave up leaves an index that is not valid.
DROP INDEX CONCURRENTLY IF EXISTS bets_by_start;
CREATE INDEX CONCURRENTLY bets_by_start ON bets (commence_time, event_id);

DROP INDEX CONCURRENTLY IF EXISTS events_by_start;
CREATE INDEX CONCURRENTLY events_by_start ON events (commence_time, event_id);

DROP INDEX CONCURRENTLY IF EXISTS bet_history_other_days_by_stored;
CREATE INDEX CONCURRENTLY bet_history_other_days_by_stored ON bet_history_other_days (stored_at);
