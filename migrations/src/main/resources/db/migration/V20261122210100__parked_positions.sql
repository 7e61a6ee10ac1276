SET LOCAL lock_timeout = '2s';

CREATE TABLE parked_tails (
    application text NOT NULL,
    topic       text NOT NULL,
    partition   integer NOT NULL,
    topic_id    text NOT NULL,
    next_offset bigint NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (application, topic, partition)
) WITH (fillfactor = 50);

COMMENT ON TABLE parked_tails IS
    'How far the replayer has looked through odds.parked: what is before has been returned or is counted as waiting.';
COMMENT ON COLUMN parked_tails.application IS 'The application id of the workers: another one has books of its own, and looks anew.';
COMMENT ON COLUMN parked_tails.topic IS 'Such as odds.parked.';
COMMENT ON COLUMN parked_tails.topic_id IS 'Kafka''s id of the topic: a topic made anew has another one and its offsets mean nothing here.';
COMMENT ON COLUMN parked_tails.next_offset IS 'The offset to look at next.';
COMMENT ON COLUMN parked_tails.version IS
    'Rises with every change of this row or of the partition''s rows of parked_positions: whoever changes them compares and sets it, which fences a zombie.';
COMMENT ON COLUMN parked_tails.updated_at IS 'When the row was changed.';

CREATE TABLE parked_positions (
    application text NOT NULL,
    topic       text NOT NULL,
    partition   integer NOT NULL,
    bet_type    text NOT NULL,
    next_offset bigint NOT NULL,
    waiting     bigint NOT NULL,
    returned    bigint NOT NULL DEFAULT 0,
    over        bigint NOT NULL DEFAULT 0,
    broken      bigint NOT NULL DEFAULT 0,
    purged      bigint NOT NULL DEFAULT 0,
    expired     bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (application, topic, partition, bet_type),
    FOREIGN KEY (application, topic, partition)
        REFERENCES parked_tails (application, topic, partition) ON DELETE CASCADE
) WITH (fillfactor = 50);

COMMENT ON TABLE parked_positions IS
    'What of each bet type waits in odds.parked. The bet type is text: a parked one need not have a label.';
COMMENT ON COLUMN parked_positions.next_offset IS 'Of the type''s records everything before it has been dealt with.';
COMMENT ON COLUMN parked_positions.waiting IS 'Records of the type from next_offset up to parked_tails.next_offset.';
COMMENT ON COLUMN parked_positions.returned IS 'Records sent to the hop topic so far, each time it happened.';
COMMENT ON COLUMN parked_positions.over IS 'Records whose event was over when their turn came: counted, not returned.';
COMMENT ON COLUMN parked_positions.broken IS 'Records that could no longer be read when their turn came: they are in odds.dead-letter.';
COMMENT ON COLUMN parked_positions.purged IS 'Records that somebody gave up by ev-worker parked purge.';
COMMENT ON COLUMN parked_positions.expired IS 'Records that the topic''s retention deleted while they waited.';
