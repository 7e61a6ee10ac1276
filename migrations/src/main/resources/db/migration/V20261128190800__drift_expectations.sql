SET LOCAL lock_timeout = '2s';

CREATE TABLE drift_expectations (
    finding text PRIMARY KEY,
    because text NOT NULL,
    until   timestamptz NOT NULL,
    made_by text NOT NULL DEFAULT current_user,
    made_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT drift_expectations_finding_is_not_blank CHECK (finding ~ '[^[:space:]]'),
    CONSTRAINT drift_expectations_because_is_not_blank CHECK (because ~ '[^[:space:]]')
);

COMMENT ON TABLE drift_expectations IS
    'Differences that bet-types check shows and that do not count, until they expire: bet-types expect.';
COMMENT ON COLUMN drift_expectations.finding IS 'As bet-types check prints it: surface:value:kind.';
COMMENT ON COLUMN drift_expectations.because IS 'Why the difference is meant, for people.';
COMMENT ON COLUMN drift_expectations.until IS 'From then on the difference counts again.';
COMMENT ON COLUMN drift_expectations.made_by IS 'The database user who wrote the row first.';
COMMENT ON COLUMN drift_expectations.made_at IS 'When the row was written first.';
