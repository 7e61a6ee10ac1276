SET LOCAL lock_timeout = '2s';

CREATE VIEW arbitrages AS
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
       b.version
FROM bets b
    CROSS JOIN LATERAL jsonb_to_record(b.arbitrage) AS a (
        profit      double precision,
        suspect     boolean,
        legs        jsonb,
        valid_until timestamptz
    )
WHERE b.arbitrage IS NOT NULL AND b.closed_at IS NULL;

COMMENT ON VIEW arbitrages IS 'Lines whose best prices after fees win whatever the result, unless it returns the stakes. Current while valid_until is ahead.';
COMMENT ON COLUMN arbitrages.point IS 'The line''s handicap (the home side''s) or total.';
COMMENT ON COLUMN arbitrages.profit IS 'What is won, as a fraction of all that is staked.';
COMMENT ON COLUMN arbitrages.suspect IS 'Whether a data error is more likely than a bargain.';
COMMENT ON COLUMN arbitrages.legs IS 'One per outcome: outcome, point, bookmaker, price, net_price, and stake as a fraction of all that is staked.';
COMMENT ON COLUMN arbitrages.valid_until IS 'When the first of its offers becomes stale.';

CREATE VIEW middles AS
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
       b.version
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

COMMENT ON VIEW middles IS 'Two bets on two lines that both win if the result lies between their points. Current while valid_until is ahead.';
COMMENT ON COLUMN middles.line_id IS 'The line of the first bet: Over, or home.';
COMMENT ON COLUMN middles.other_line_id IS 'The line of the second bet: Under, or away.';
COMMENT ON COLUMN middles.above IS 'Both win if the total, or the home side''s margin, is above this';
COMMENT ON COLUMN middles.below IS 'and below this.';
COMMENT ON COLUMN middles.cost IS 'What is lost if it is missed, as a fraction of all that is staked; negative when even that is a profit.';
COMMENT ON COLUMN middles.profit_if_hit IS 'What both bets together win, as a fraction of all that is staked.';
COMMENT ON COLUMN middles.hit_probability IS 'By both lines'' fair probabilities; null where one has none, or a point is not a half.';
COMMENT ON COLUMN middles.suspect IS 'Whether a data error is more likely than a bargain.';
COMMENT ON COLUMN middles.legs IS 'The two bets: outcome, point, bookmaker, price, net_price, and stake as a fraction of all that is staked.';
COMMENT ON COLUMN middles.valid_until IS 'When the first of its offers becomes stale.';
