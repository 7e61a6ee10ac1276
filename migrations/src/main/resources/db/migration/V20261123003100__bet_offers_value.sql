SET LOCAL lock_timeout = '2s';

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
       o.ev_by_method
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
        ev_by_method     jsonb
    );

COMMENT ON COLUMN bet_offers.flags IS 'stale, ambiguous, no_reference, too_few_books, fair_odds, suspect.';
COMMENT ON COLUMN bet_offers.age_ms IS 'How old the quote was at market_time, in milliseconds.';
COMMENT ON COLUMN bet_offers.settlement IS 'What the point makes of a result that meets it: full, push or quarter; see bets.';
COMMENT ON COLUMN bet_offers.fair_price IS 'Fair decimal odds by the offer''s own fair probability.';
COMMENT ON COLUMN bet_offers.fair_american IS 'The same as American odds, not rounded.';
COMMENT ON COLUMN bet_offers.worst_case_ev IS 'EV if margins are removed in the way that is worst for this bet: above 0 it has value whichever of multiplicative, additive, power and Shin is right.';
COMMENT ON COLUMN bet_offers.ev_by_method IS 'EV under every method, by its label.';
