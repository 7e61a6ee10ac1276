SET LOCAL lock_timeout = '2s';

ALTER TABLE worker_heartbeats ADD COLUMN moved_partitions integer[] NOT NULL DEFAULT '{}';

COMMENT ON COLUMN worker_heartbeats.moved_partitions IS
    'The partitions of odds.events whose tasks the worker has; each has moved the snapshots of aliases up to moved_version.';
