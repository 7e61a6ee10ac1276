SET LOCAL lock_timeout = '2s';

-- The event's start hardly ever changes: an index on it leaves the updates that odds make in their
-- page (HOT). Whoever asks for open bets, or deletes what is over, begins there. Nullable: nothing is
-- rewritten; the sinks' housekeeping fills the rows that are there.
ALTER TABLE bets ADD COLUMN commence_time timestamptz;

COMMENT ON COLUMN bets.commence_time IS 'When the event starts: always that of events. Null for a moment after the column was added.';

-- A worker of the release before does not know the column.
CREATE FUNCTION bets_derive_start() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT e.commence_time INTO NEW.commence_time FROM events e WHERE e.event_id = NEW.event_id;
    RETURN NEW;
END
$$;

CREATE TRIGGER derive_start
    BEFORE INSERT OR UPDATE ON bets
    FOR EACH ROW WHEN (NEW.commence_time IS NULL)
    EXECUTE FUNCTION bets_derive_start();

COMMENT ON FUNCTION bets_derive_start() IS 'Takes a bet''s start from its event, for a writer that does not.';

-- One market of a rescheduled event is quoted first; the bets of its other markets move too.
CREATE FUNCTION events_move_bets() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bets SET commence_time = NEW.commence_time
    WHERE event_id = NEW.event_id AND commence_time IS DISTINCT FROM NEW.commence_time;
    RETURN NULL;
END
$$;

CREATE TRIGGER move_bets
    AFTER UPDATE OF commence_time ON events
    FOR EACH ROW WHEN (OLD.commence_time IS DISTINCT FROM NEW.commence_time)
    EXECUTE FUNCTION events_move_bets();

COMMENT ON FUNCTION events_move_bets() IS 'Gives the bets of a rescheduled event its new start.';

CREATE OR REPLACE VIEW open_bets AS
SELECT b.line_id,
       b.outcome,
       b.event_id,
       b.bet_type::text AS bet_type,
       b.description,
       b.point,
       b.settlement,
       b.fair_probability,
       b.fair_price,
       b.fair_american,
       CASE WHEN b.best_valid_until > now() THEN b.best_book ELSE next.bookmaker END AS best_book,
       CASE WHEN b.best_valid_until > now() THEN b.best_price ELSE next.price END AS best_price,
       CASE WHEN b.best_valid_until > now() THEN b.best_ev ELSE next.ev END AS best_ev,
       CASE WHEN b.best_valid_until > now() THEN b.best_kelly ELSE next.kelly END AS best_kelly,
       CASE WHEN b.best_valid_until > now() THEN b.best_stake ELSE next.stake END AS best_stake,
       CASE WHEN b.best_valid_until > now() THEN b.best_class ELSE next.value_class END AS best_class,
       CASE WHEN b.best_valid_until > now() THEN b.best_worst_case_ev ELSE next.worst_case_ev END
           AS best_worst_case_ev,
       CASE WHEN b.best_valid_until > now() THEN b.best_suspect ELSE next.suspect END AS best_suspect,
       CASE WHEN b.best_valid_until > now() THEN b.best_valid_until ELSE next.valid_until END
           AS best_valid_until,
       CASE WHEN b.top_valid_until > now() THEN b.top_book ELSE top.bookmaker END AS top_book,
       CASE WHEN b.top_valid_until > now() THEN b.top_price ELSE top.price END AS top_price,
       CASE WHEN b.top_valid_until > now() THEN b.top_valid_until ELSE top.valid_until END
           AS top_valid_until,
       b.not_priced,
       b.settings_version,
       b.market_time,
       b.valid_until,
       b.recorded_at,
       b.version,
       b.commence_time
FROM bets b
    LEFT JOIN LATERAL (
        SELECT o.bookmaker, o.price, o.ev, o.kelly, o.stake, o.value_class, o.worst_case_ev,
               'suspect' = ANY (o.flags) AS suspect, o.valid_until
        FROM jsonb_to_recordset(b.offers) AS o (
            bookmaker     text,
            price         double precision,
            ev            double precision,
            kelly         double precision,
            stake         double precision,
            value_class   text,
            worst_case_ev double precision,
            flags         text[],
            valid_until   timestamptz
        )
        WHERE b.best_book IS NOT NULL AND (b.best_valid_until > now()) IS NOT TRUE
          AND o.valid_until > now() AND o.value_class IS NOT NULL
        ORDER BY o.ev DESC, o.bookmaker COLLATE "C"
        LIMIT 1
    ) AS next ON true
    LEFT JOIN LATERAL (
        SELECT o.bookmaker, o.price, o.valid_until
        FROM jsonb_to_recordset(b.offers) AS o (
            bookmaker   text,
            price       double precision,
            net_price   double precision,
            flags       text[],
            valid_until timestamptz
        )
        WHERE b.top_book IS NOT NULL AND (b.top_valid_until > now()) IS NOT TRUE
          AND o.valid_until > now() AND NOT o.flags && ARRAY['stale', 'ambiguous', 'shape']
        ORDER BY o.net_price DESC, o.bookmaker COLLATE "C"
        LIMIT 1
    ) AS top ON true
WHERE b.closed_at IS NULL AND b.valid_until > now();

COMMENT ON COLUMN open_bets.commence_time IS 'When the event starts. The table has an index on it: begin a query there.';

CREATE OR REPLACE VIEW arbitrages AS
SELECT b.line_id,
       b.event_id,
       b.bet_type::text AS bet_type,
       b.description,
       b.point,
       b.settlement,
       a.profit,
       a.suspect,
       a.legs,
       b.market_time,
       a.valid_until,
       b.version,
       b.commence_time
FROM bets b
    CROSS JOIN LATERAL jsonb_to_record(b.arbitrage) AS a (
        profit      double precision,
        suspect     boolean,
        legs        jsonb,
        valid_until timestamptz
    )
WHERE b.arbitrage IS NOT NULL AND b.closed_at IS NULL;

CREATE OR REPLACE VIEW middles AS
SELECT b.line_id,
       m.other_line_id,
       b.event_id,
       b.bet_type::text AS bet_type,
       b.description,
       m.above,
       m.below,
       m.cost,
       m.profit_if_hit,
       m.hit_probability,
       m.suspect,
       m.legs,
       b.market_time,
       m.valid_until,
       b.version,
       b.commence_time
FROM bets b
    CROSS JOIN LATERAL jsonb_to_recordset(b.middles) AS m (
        other_line_id   text,
        above           double precision,
        below           double precision,
        cost            double precision,
        profit_if_hit   double precision,
        hit_probability double precision,
        suspect         boolean,
        legs            jsonb,
        valid_until     timestamptz
    )
WHERE b.middles IS NOT NULL AND b.closed_at IS NULL;
