SET LOCAL lock_timeout = '2s';

CREATE TABLE worker_heartbeats (
    worker_id         text PRIMARY KEY,
    catalogue_version bigint NOT NULL,
    servable          text[] NOT NULL,
    build             text NOT NULL,
    host              text NOT NULL,
    started_at        timestamptz NOT NULL,
    seen_at           timestamptz NOT NULL
);

COMMENT ON TABLE worker_heartbeats IS 'The workers that run, and the catalogue that each acts on.';
COMMENT ON COLUMN worker_heartbeats.worker_id IS 'Unique to one process.';
COMMENT ON COLUMN worker_heartbeats.catalogue_version IS 'bet_types_version.version that the worker acts on.';
COMMENT ON COLUMN worker_heartbeats.servable IS
    'The bet types that it serves: enabled and labelled. A new label alone does not raise the version.';
COMMENT ON COLUMN worker_heartbeats.build IS 'The version of the program.';
COMMENT ON COLUMN worker_heartbeats.host IS 'The host or pod.';
COMMENT ON COLUMN worker_heartbeats.started_at IS 'When the process started, by its own clock.';
COMMENT ON COLUMN worker_heartbeats.seen_at IS 'When it last wrote, by the database''s clock.';
