SET LOCAL lock_timeout = '2s';

-- A migration of its own: a label cannot be used in the transaction that adds it (55P04).
INSERT INTO bet_types (name, title, shape)
VALUES ('player_rebounds', 'Player rebounds', 'over_under')
ON CONFLICT (name) DO NOTHING;
