SET LOCAL lock_timeout = '2s';

COMMENT ON COLUMN bets.source IS 'Where the fair price is from: quoted (references quote the line), interpolated (points of its ladder on both sides), extrapolated (points on one side) or one_sided (references quote one side of the line alone; their usual margin is assumed).';

COMMENT ON COLUMN bet_offers.flags IS
    'Warnings, for most offers none: ambiguous, no_reference, stale, suspect, too_few_books, fair_odds, hold, shape, unknown_fee, one_sided.';
