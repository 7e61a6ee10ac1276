SET LOCAL lock_timeout = '2s';
ALTER TYPE bet_type_enum ADD VALUE IF NOT EXISTS 'player_rebounds';
