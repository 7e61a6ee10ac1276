SET LOCAL lock_timeout = '2s';

ALTER TABLE worker_heartbeats ADD COLUMN moved_version bigint NOT NULL DEFAULT 0;

COMMENT ON COLUMN worker_heartbeats.moved_version IS
    'The catalogue version up to which the worker''s tasks have moved the snapshots of aliases; 0 for a build that reads no alias.';
