SET LOCAL lock_timeout = '2s';

-- Nullable and without defaults: nothing is rewritten, and a worker of the previous release goes on
-- writing its own columns. Null in its rows, as where there is no fair price.
ALTER TABLE bets
    ADD COLUMN source         text,
    ADD COLUMN distance       double precision,
    ADD COLUMN standard_error double precision,
    ADD COLUMN best_ev_lower  double precision;

COMMENT ON COLUMN bets.source IS 'Where the fair price is from: quoted (references quote the line), interpolated (points of its ladder on both sides) or extrapolated (points on one side).';
COMMENT ON COLUMN bets.distance IS 'From the line''s point to the nearest one that references quote, in points.';
COMMENT ON COLUMN bets.standard_error IS 'Of the fair probability; null where no error is known.';
COMMENT ON COLUMN bets.best_ev_lower IS 'The best offer''s EV by the least fair probability that is 95 % sure; null where no error is known.';

CREATE FUNCTION bets_clear_nearness() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.source := NULL;
    NEW.distance := NULL;
    NEW.standard_error := NULL;
    NEW.best_ev_lower := NULL;
    RETURN NEW;
END
$$;

-- A worker of the release before does not know the columns and would leave what a newer worker
-- wrote for another fair price. A writer that fills them says so and pays nothing.
CREATE TRIGGER clear_nearness
    BEFORE UPDATE ON bets
    FOR EACH ROW
    WHEN (OLD.version IS DISTINCT FROM NEW.version
        AND current_setting('ev_worker.writes_nearness', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION bets_clear_nearness();

COMMENT ON FUNCTION bets_clear_nearness() IS 'Forgets where an earlier fair price was from, for a writer that does not say it.';

CREATE OR REPLACE VIEW bet_offers AS
SELECT b.line_id,
       b.outcome,
       b.event_id,
       b.bet_type::text AS bet_type,
       b.description,
       b.point,
       b.fair_probability AS line_fair_probability,
       b.market_time,
       b.closed_at,
       b.version,
       o.bookmaker,
       o.price,
       o.net_price,
       o.quoted_at,
       o.valid_until,
       o.fair_probability,
       o."references" AS reference_books,
       o.ev,
       o.kelly,
       o.stake,
       o.value_class,
       o.flags,
       o.link,
       o.bet_limit,
       o.age_ms,
       b.settlement,
       1 / o.fair_probability AS fair_price,
       CASE
           WHEN o.fair_probability >= 1 THEN NULL
           WHEN o.fair_probability > 0.5
               THEN -100 * o.fair_probability / (1 - o.fair_probability)
           ELSE 100 * (1 - o.fair_probability) / o.fair_probability
       END AS fair_american,
       o.worst_case_ev,
       o.ev_by_method,
       o.fee,
       coalesce(o.source, CASE WHEN o.fair_probability IS NOT NULL THEN b.source END) AS source,
       coalesce(o.distance, CASE WHEN o.fair_probability IS NOT NULL THEN b.distance END) AS distance,
       coalesce(o.standard_error, CASE WHEN o.fair_probability IS NOT NULL THEN b.standard_error END)
           AS standard_error,
       o.ev_lower
FROM bets b
    CROSS JOIN LATERAL jsonb_to_recordset(b.offers) AS o (
        bookmaker        text,
        price            double precision,
        net_price        double precision,
        quoted_at        timestamptz,
        valid_until      timestamptz,
        fair_probability double precision,
        "references"     text[],
        ev               double precision,
        kelly            double precision,
        stake            double precision,
        value_class      text,
        flags            text[],
        link             text,
        bet_limit        double precision,
        age_ms           bigint,
        worst_case_ev    double precision,
        ev_by_method     jsonb,
        fee              text,
        source           text,
        distance         double precision,
        standard_error   double precision,
        ev_lower         double precision
    );

COMMENT ON COLUMN bet_offers.source IS 'Where the offer''s fair probability is from; see bets.';
COMMENT ON COLUMN bet_offers.ev_lower IS 'EV by the least fair probability that is 95 % sure: class and stake are by it if references do not quote the line.';

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
       b.commence_time,
       b.source,
       b.distance,
       b.standard_error,
       CASE WHEN b.best_valid_until > now() THEN b.best_ev_lower ELSE next.ev_lower END
           AS best_ev_lower
FROM bets b
    LEFT JOIN LATERAL (
        SELECT o.bookmaker, o.price, o.ev, o.kelly, o.stake, o.value_class, o.worst_case_ev, o.ev_lower,
               'suspect' = ANY (o.flags) AS suspect, o.valid_until
        FROM jsonb_to_recordset(b.offers) AS o (
            bookmaker     text,
            price         double precision,
            ev            double precision,
            kelly         double precision,
            stake         double precision,
            value_class   text,
            worst_case_ev double precision,
            ev_lower      double precision,
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
          AND o.valid_until > now() AND NOT o.flags && ARRAY['stale', 'ambiguous', 'shape', 'unknown_fee']
        ORDER BY o.net_price DESC, o.bookmaker COLLATE "C"
        LIMIT 1
    ) AS top ON true
WHERE b.closed_at IS NULL AND b.valid_until > now();

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
       b.commence_time,
       a.max_stake,
       a.other_line_id
FROM bets b
    CROSS JOIN LATERAL jsonb_to_record(b.arbitrage) AS a (
        profit        double precision,
        suspect       boolean,
        legs          jsonb,
        valid_until   timestamptz,
        max_stake     double precision,
        other_line_id text
    )
WHERE b.arbitrage IS NOT NULL AND b.closed_at IS NULL;

COMMENT ON COLUMN arbitrages.other_line_id IS 'The line of the second bet, if that is another one.';
