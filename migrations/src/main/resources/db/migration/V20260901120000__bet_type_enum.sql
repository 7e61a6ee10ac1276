SET LOCAL lock_timeout = '2s';

CREATE TYPE bet_type_enum AS ENUM ('h2h', 'spreads', 'totals', 'player_points');

COMMENT ON TYPE bet_type_enum IS
    'The bet types that can be stored. Labels are only ever added, spelled as in the catalogue. '
    'Send and read them as text: $1::text::bet_type_enum, bet_type::text.';
