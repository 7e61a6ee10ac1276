SET LOCAL lock_timeout = '2s';

-- An offer of unknown_fee is never the highest: what it pays after the fee is not known.
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
          AND o.valid_until > now() AND NOT o.flags && ARRAY['stale', 'ambiguous', 'shape', 'unknown_fee']
        ORDER BY o.net_price DESC, o.bookmaker COLLATE "C"
        LIMIT 1
    ) AS top ON true
WHERE b.closed_at IS NULL AND b.valid_until > now();

-- A view that is replaced keeps its columns in their places; new ones come last.
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
       o.fee
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
        fee              text
    );

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
       a.max_stake
FROM bets b
    CROSS JOIN LATERAL jsonb_to_record(b.arbitrage) AS a (
        profit      double precision,
        suspect     boolean,
        legs        jsonb,
        valid_until timestamptz,
        max_stake   double precision
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
       b.commence_time,
       m.max_stake
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
        valid_until     timestamptz,
        max_stake       double precision
    )
WHERE b.middles IS NOT NULL AND b.closed_at IS NULL;

COMMENT ON COLUMN bet_offers.flags IS
    'Warnings, for most offers none: ambiguous, no_reference, stale, suspect, too_few_books, fair_odds, hold, shape, unknown_fee.';
COMMENT ON COLUMN bet_offers.net_price IS 'Decimal odds after the bookmaker''s fee: what comes back per unit that the bet costs.';
COMMENT ON COLUMN bet_offers.fee IS 'What the bookmaker takes, as the setting EV_FEES spells it; null if nothing.';
COMMENT ON COLUMN arbitrages.legs IS 'One per outcome: outcome, point, bookmaker, price, net_price, stake as a fraction of all that is staked, and bet_limit and left_over where a limit is known.';
COMMENT ON COLUMN arbitrages.max_stake IS 'The largest sum of the stakes that every bookmaker takes its part of; null where no limit is known.';
COMMENT ON COLUMN middles.legs IS 'The two bets: outcome, point, bookmaker, price, net_price, stake as a fraction of all that is staked, and bet_limit and left_over where a limit is known.';
COMMENT ON COLUMN middles.max_stake IS 'The largest sum of the stakes that both bookmakers take their part of; null where no limit is known.';
