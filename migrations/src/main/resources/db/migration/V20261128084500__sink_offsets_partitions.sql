SET LOCAL lock_timeout = '2s';

ALTER TABLE sink_offsets ADD COLUMN partitions integer;

COMMENT ON COLUMN sink_offsets.partitions IS
    'The topic''s partition count: with another one a line''s newer record may have a lower offset. '
    'Null in a row of an earlier build.';
COMMENT ON COLUMN sink_offsets.topic_id IS
    'Kafka''s id of the topic: a recreated topic has another one, and its offsets mean nothing here.';
COMMENT ON COLUMN bets.version IS
    'The offset of its record in ev.lines: an older one never overwrites it. Negative if the record '
    'is in a partition that the line had before the partition count was raised: it is older than any other.';
