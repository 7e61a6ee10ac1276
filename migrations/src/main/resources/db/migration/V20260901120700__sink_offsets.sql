SET LOCAL lock_timeout = '2s';

CREATE TABLE sink_offsets (
    sink        text NOT NULL,
    topic       text NOT NULL,
    partition   integer NOT NULL,
    topic_id    text NOT NULL,
    next_offset bigint NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (sink, topic, partition)
) WITH (fillfactor = 50);

COMMENT ON TABLE sink_offsets IS
    'How far each sink has read; advanced in the transaction that writes the rows, by compare-and-set.';
COMMENT ON COLUMN sink_offsets.sink IS 'Such as postgres.';
COMMENT ON COLUMN sink_offsets.topic IS 'Such as ev.lines.';
COMMENT ON COLUMN sink_offsets.topic_id IS 'Kafka''s id of the topic: a topic made anew has another one and its offsets mean nothing here.';
COMMENT ON COLUMN sink_offsets.next_offset IS 'The offset to read next.';
COMMENT ON COLUMN sink_offsets.updated_at IS 'When it was advanced.';
