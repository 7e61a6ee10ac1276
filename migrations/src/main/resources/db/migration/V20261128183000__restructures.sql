SET LOCAL lock_timeout = '2s';

CREATE TABLE restructures (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    subject     text NOT NULL,
    labels      text[] NOT NULL,
    previous    text[] NOT NULL,
    mapped_from text[] NOT NULL,
    mapped_to   text[] NOT NULL,
    step        text NOT NULL,
    at_table    text,
    at_block    bigint NOT NULL DEFAULT 0,
    rows_done   bigint NOT NULL DEFAULT 0,
    rows_total  bigint NOT NULL DEFAULT 0,
    brake       text,
    operator    text NOT NULL,
    holder      text NOT NULL,
    outcome     text,
    started_at  timestamptz NOT NULL DEFAULT now(),
    step_at     timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CONSTRAINT restructures_kind_is_known CHECK (kind IN ('restructure', 'remove', 'rename', 'adopt')),
    CONSTRAINT restructures_outcome_is_known CHECK (outcome IN ('done', 'aborted')),
    CONSTRAINT restructures_mapping_is_paired CHECK (cardinality(mapped_from) = cardinality(mapped_to))
);

CREATE UNIQUE INDEX restructures_one_at_a_time ON restructures ((true)) WHERE outcome IS NULL;

COMMENT ON TABLE restructures IS
    'What removed, renamed or reordered labels of bet_type_enum, or gave the type to a column; at most one is under way.';
COMMENT ON COLUMN restructures.kind IS 'The command: restructure, remove, rename or adopt.';
COMMENT ON COLUMN restructures.subject IS 'What it is about: the type; for adopt the column.';
COMMENT ON COLUMN restructures.labels IS 'The labels of the target, in order.';
COMMENT ON COLUMN restructures.previous IS 'The labels before, in order.';
COMMENT ON COLUMN restructures.mapped_from IS 'Values that become another label.';
COMMENT ON COLUMN restructures.mapped_to IS 'What each of mapped_from becomes.';
COMMENT ON COLUMN restructures.step IS 'The step under way, or the last one.';
COMMENT ON COLUMN restructures.at_table IS 'The table that is being filled.';
COMMENT ON COLUMN restructures.at_block IS 'The first block of it that is not filled yet.';
COMMENT ON COLUMN restructures.rows_done IS 'How many rows were filled.';
COMMENT ON COLUMN restructures.rows_total IS 'How many rows there were, as the statistics estimate them.';
COMMENT ON COLUMN restructures.brake IS 'Why it pauses; null while it does not.';
COMMENT ON COLUMN restructures.operator IS 'Who runs it: user and host.';
COMMENT ON COLUMN restructures.holder IS 'The run that may change it: an earlier one that still lives may not.';
COMMENT ON COLUMN restructures.outcome IS 'done or aborted; null while it is under way.';
COMMENT ON COLUMN restructures.started_at IS 'When it began.';
COMMENT ON COLUMN restructures.step_at IS 'When the record last changed.';
COMMENT ON COLUMN restructures.finished_at IS 'When it was done or aborted.';

CREATE TABLE removed_bet_types (
    name         text PRIMARY KEY,
    became       text,
    removed_at   timestamptz NOT NULL DEFAULT now(),
    restructure  bigint NOT NULL REFERENCES restructures (id)
);

COMMENT ON TABLE removed_bet_types IS
    'Labels that were removed on purpose: the registry keeps the symbol, the database has no label.';
COMMENT ON COLUMN removed_bet_types.name IS 'The label.';
COMMENT ON COLUMN removed_bet_types.became IS 'The bet type that its rows have now; null if there were none.';
COMMENT ON COLUMN removed_bet_types.removed_at IS 'When it was removed.';
COMMENT ON COLUMN removed_bet_types.restructure IS 'What removed it.';
