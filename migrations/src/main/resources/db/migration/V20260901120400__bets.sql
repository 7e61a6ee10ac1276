SET LOCAL lock_timeout = '2s';

-- No index on a column that changes with the odds, and room in each page: then an update writes one
-- new tuple in the same page (HOT) and no index entry. The lines of a market lie side by side and
-- change together, so a page needs room for all of its rows at once: with a fillfactor of 80 12 % of
-- the updates left their page and the table grew to twice the size that it has with 50. Long offers
-- are moved out of the row early for the same reason.
CREATE TABLE bets (
    line_id          text NOT NULL,
    outcome          text NOT NULL,
    event_id         text NOT NULL,
    bet_type         bet_type_enum NOT NULL,
    description      text,
    point            double precision,
    fair_probability double precision,
    best_book        text,
    best_price       double precision,
    best_ev          double precision,
    best_kelly       double precision,
    best_stake       double precision,
    best_class       text,
    not_priced       text,
    offers           jsonb NOT NULL,
    reference_books  jsonb NOT NULL,
    method           text NOT NULL,
    consensus        text NOT NULL,
    settings_version integer NOT NULL,
    market_time      timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    closed_at        timestamptz,
    recorded_at      timestamptz NOT NULL,
    version          bigint NOT NULL,
    PRIMARY KEY (line_id, outcome)
) WITH (fillfactor = 50, toast_tuple_target = 512);

CREATE INDEX bets_by_event ON bets (event_id);
CREATE INDEX bets_by_bet_type ON bets (bet_type);

COMMENT ON TABLE bets IS 'Every bet now: one row per outcome of a line. Current while closed_at is null and valid_until is ahead.';
COMMENT ON COLUMN bets.line_id IS 'The line: event id|bet type|description|point|outcome set, each part percent-encoded.';
COMMENT ON COLUMN bets.outcome IS 'What is bet on: a team, Draw, Over, a player.';
COMMENT ON COLUMN bets.event_id IS 'See events.';
COMMENT ON COLUMN bets.bet_type IS 'See bet_types; read it as bet_type::text.';
COMMENT ON COLUMN bets.description IS 'The player or team of a prop.';
COMMENT ON COLUMN bets.point IS 'This side''s own handicap or total.';
COMMENT ON COLUMN bets.fair_probability IS 'The consensus probability, 0 to 1; null when the line is not priced or closed.';
COMMENT ON COLUMN bets.best_book IS 'The bookmaker of the fresh offer with the highest EV; null where there is none.';
COMMENT ON COLUMN bets.best_price IS 'That offer''s decimal odds, before its fee.';
COMMENT ON COLUMN bets.best_ev IS 'That offer''s expected value, as a fraction of the stake.';
COMMENT ON COLUMN bets.best_kelly IS 'That offer''s full Kelly fraction of the bankroll.';
COMMENT ON COLUMN bets.best_stake IS 'That offer''s recommended fraction of the bankroll.';
COMMENT ON COLUMN bets.best_class IS 'take, marginal or none.';
COMMENT ON COLUMN bets.not_priced IS 'Why an open line has no fair price; null when it has one.';
COMMENT ON COLUMN bets.offers IS 'Every bookmaker''s offer, by key; bet_offers shows them as rows.';
COMMENT ON COLUMN bets.reference_books IS 'The bookmakers behind the fair price, with weight and overround.';
COMMENT ON COLUMN bets.method IS 'How each reference''s margin was removed.';
COMMENT ON COLUMN bets.consensus IS 'How references were combined.';
COMMENT ON COLUMN bets.settings_version IS 'bet_types.settings_version that the line was priced under.';
COMMENT ON COLUMN bets.market_time IS 'The clock that freshness was judged by: the newest observation in the market.';
COMMENT ON COLUMN bets.valid_until IS 'After this instant the row is history, whatever it says.';
COMMENT ON COLUMN bets.closed_at IS 'The market time at which no bookmaker quoted the bet any more; null while it is open.';
COMMENT ON COLUMN bets.recorded_at IS 'When this version was published: the timestamp of its record in ev.lines.';
COMMENT ON COLUMN bets.version IS 'The offset of its record in ev.lines: an older one never overwrites it.';
