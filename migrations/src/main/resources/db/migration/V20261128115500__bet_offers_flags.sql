SET LOCAL lock_timeout = '2s';

COMMENT ON COLUMN bet_offers.flags IS
    'Warnings, for most offers none: ambiguous, no_reference, stale, suspect, too_few_books, fair_odds, hold, shape.';
