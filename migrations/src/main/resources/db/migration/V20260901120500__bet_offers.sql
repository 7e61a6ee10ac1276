SET LOCAL lock_timeout = '2s';

CREATE VIEW bet_offers AS
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
       o.bet_limit
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
        bet_limit        double precision
    );

COMMENT ON VIEW bet_offers IS 'One row per bookmaker''s offer of a bet. Current while valid_until is ahead.';
COMMENT ON COLUMN bet_offers.line_fair_probability IS 'The whole consensus, for all bookmakers alike.';
COMMENT ON COLUMN bet_offers.price IS 'Decimal odds as quoted.';
COMMENT ON COLUMN bet_offers.net_price IS 'Decimal odds after the bookmaker''s fee on profit.';
COMMENT ON COLUMN bet_offers.quoted_at IS 'When the bookmaker quoted.';
COMMENT ON COLUMN bet_offers.valid_until IS 'When the offer becomes stale.';
COMMENT ON COLUMN bet_offers.fair_probability IS 'What the offer was valued against: the consensus without its own bookmaker.';
COMMENT ON COLUMN bet_offers.reference_books IS 'The bookmakers behind that fair probability.';
COMMENT ON COLUMN bet_offers.ev IS 'Fair probability times net price, minus 1: a fraction of the stake.';
COMMENT ON COLUMN bet_offers.kelly IS 'The full Kelly fraction of the bankroll.';
COMMENT ON COLUMN bet_offers.stake IS 'The recommended fraction of the bankroll.';
COMMENT ON COLUMN bet_offers.value_class IS 'take, marginal or none; null when the offer has no EV.';
COMMENT ON COLUMN bet_offers.flags IS 'stale, no_reference, suspect.';
COMMENT ON COLUMN bet_offers.bet_limit IS 'The largest stake that the bookmaker takes; null where not known.';
