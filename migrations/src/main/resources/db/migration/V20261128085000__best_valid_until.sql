SET LOCAL lock_timeout = '2s';

-- A line lives until its fair price or its last offer is stale; the offer with the best price may go
-- sooner. Nullable and without a default: nothing is rewritten. Where one is null, open_bets looks
-- into the offers.
ALTER TABLE bets
    ADD COLUMN best_valid_until timestamptz,
    ADD COLUMN top_valid_until  timestamptz;

COMMENT ON COLUMN bets.best_valid_until IS 'When the best offer becomes stale: after this instant the best_ columns are history, even if the line is valid. open_bets has the next best.';
COMMENT ON COLUMN bets.top_valid_until IS 'When the top offer becomes stale.';

CREATE FUNCTION bets_derive_validity() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    SELECT max(o.valid_until) FILTER (WHERE o.bookmaker = NEW.best_book),
           max(o.valid_until) FILTER (WHERE o.bookmaker = NEW.top_book)
    INTO NEW.best_valid_until, NEW.top_valid_until
    FROM jsonb_to_recordset(NEW.offers) AS o (bookmaker text, valid_until timestamptz);
    RETURN NEW;
END
$$;

-- A worker of the release before does not know the columns and would leave what a newer worker
-- wrote for another best offer. A writer that fills them says so and pays nothing.
CREATE TRIGGER derive_validity
    BEFORE INSERT OR UPDATE ON bets
    FOR EACH ROW
    WHEN (current_setting('ev_worker.writes_validity', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION bets_derive_validity();

COMMENT ON FUNCTION bets_derive_validity() IS
    'Fills best_valid_until and top_valid_until from the offers, for a writer that does not.';

-- The offers are only read where the best one is gone. Ties go to the first bookmaker by key, as in
-- the worker.
CREATE VIEW open_bets AS
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
       b.version
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

COMMENT ON VIEW open_bets IS
    'Every bet of a line that is valid now, with the best offer of now: when it becomes stale before its line, the next best of those that are still valid takes its place; null when none is left.';
COMMENT ON COLUMN open_bets.best_valid_until IS 'When the best offer of now becomes stale.';
