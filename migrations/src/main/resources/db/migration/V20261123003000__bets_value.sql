SET LOCAL lock_timeout = '2s';

-- Nullable and without defaults: nothing is rewritten, and a worker of the previous release goes on
-- writing its own columns. What belongs to a line rather than to a bet (arbitrage, middles) stands
-- on the row of the line's first outcome: there it shares the row's version, closing and rebuild.
ALTER TABLE bets
    ADD COLUMN fair_price         double precision,
    ADD COLUMN fair_american      double precision,
    ADD COLUMN settlement         text,
    ADD COLUMN best_worst_case_ev double precision,
    ADD COLUMN best_suspect       boolean,
    ADD COLUMN top_book           text,
    ADD COLUMN top_price          double precision,
    ADD COLUMN arbitrage          jsonb,
    ADD COLUMN middles            jsonb;

-- The rows are longer: with 50 a page that was filled to the last row had no room for all of them
-- once more. Pages that are there stay as they are.
ALTER TABLE bets SET (fillfactor = 45);

COMMENT ON COLUMN bets.fair_price IS 'Fair decimal odds: 1 / fair_probability.';
COMMENT ON COLUMN bets.fair_american IS 'The same as American odds, not rounded.';
COMMENT ON COLUMN bets.settlement IS 'What the point makes of a result that meets it: full, push (the stake comes back) or quarter (half a win or half a loss). EV and Kelly are those of the part of a stake that does not come back.';
COMMENT ON COLUMN bets.best_worst_case_ev IS 'That offer''s EV if margins are removed in the way that is worst for it; above 0 it has value whichever of multiplicative, additive, power and Shin is right.';
COMMENT ON COLUMN bets.best_suspect IS 'Whether that offer''s EV is so high that a data error is more likely.';
COMMENT ON COLUMN bets.top_book IS 'The bookmaker of the highest price after fees among fresh offers, whether it could be valued or not.';
COMMENT ON COLUMN bets.top_price IS 'That offer''s decimal odds, before its fee.';
COMMENT ON COLUMN bets.arbitrage IS 'On the line''s first outcome: see arbitrages. Null where there is none.';
COMMENT ON COLUMN bets.middles IS 'On the line''s first outcome: see middles. Null where there are none.';
