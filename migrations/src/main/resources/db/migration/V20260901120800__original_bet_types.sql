SET LOCAL lock_timeout = '2s';

-- Main lines are for everyone; what the original system opened to premium stays there.
INSERT INTO bet_types (name, title, shape, enabled, min_role) VALUES
    ('h2h',           'Moneyline',     'winner',     true, 'free'),
    ('spreads',       'Spread',        'spread',     true, 'free'),
    ('totals',        'Total',         'over_under', true, 'free'),
    ('player_points', 'Player points', 'over_under', true, 'premium');
