SET LOCAL lock_timeout = '2s';

CREATE TABLE lines_without_label (
    line_id       text PRIMARY KEY,
    bet_type      text NOT NULL,
    version       bigint NOT NULL,
    partition     integer NOT NULL,
    record_offset bigint NOT NULL,
    recorded_ms   bigint NOT NULL,
    record        bytea NOT NULL,
    kept_at       timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE lines_without_label IS
    'The newest version of each line whose bet type has no label: no row of bets can hold it. The sink writes it once the label exists, and deletes it here.';
COMMENT ON COLUMN lines_without_label.line_id IS 'See bets.';
COMMENT ON COLUMN lines_without_label.bet_type IS 'As text: there is no label.';
COMMENT ON COLUMN lines_without_label.version IS 'See bets: an older one never overwrites it.';
COMMENT ON COLUMN lines_without_label.partition IS 'Where its record is in ev.lines.';
COMMENT ON COLUMN lines_without_label.record_offset IS 'Where its record is in ev.lines.';
COMMENT ON COLUMN lines_without_label.recorded_ms IS 'The record''s timestamp, in milliseconds since 1970.';
COMMENT ON COLUMN lines_without_label.record IS 'The record''s value, as it was sent.';
COMMENT ON COLUMN lines_without_label.kept_at IS 'When it was kept; it is deleted after EV_BET_RETENTION_DAYS.';
