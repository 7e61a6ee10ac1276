SET LOCAL lock_timeout = '2s';

CREATE TABLE bet_type_renames (
    old_name    text PRIMARY KEY,
    new_name    text NOT NULL,
    step        text NOT NULL,
    started_by  text NOT NULL DEFAULT session_user,
    started_at  timestamptz NOT NULL DEFAULT now(),
    aliased_at  timestamptz,
    released_at timestamptz,
    ended_at    timestamptz,
    CONSTRAINT bet_type_renames_step_is_known
        CHECK (step IN ('held', 'aliased', 'released', 'done'))
);

-- One at a time: each looks at all live workers.
CREATE UNIQUE INDEX bet_type_renames_one_under_way ON bet_type_renames ((true)) WHERE step <> 'done';

COMMENT ON TABLE bet_type_renames IS 'The renames of bet types, and how far each has come: a command that was stopped goes on from there.';
COMMENT ON COLUMN bet_type_renames.old_name IS 'An alias of the new name from the step aliased on.';
COMMENT ON COLUMN bet_type_renames.new_name IS 'See bet_types.';
COMMENT ON COLUMN bet_type_renames.step IS
    'The last one that was done. held: events of both wait. aliased: the workers move snapshots and lines. released: events are applied under the new name. done: the rows of bets are moved too.';
COMMENT ON COLUMN bet_type_renames.started_by IS 'The database user.';
COMMENT ON COLUMN bet_type_renames.started_at IS 'When the hold began.';
COMMENT ON COLUMN bet_type_renames.aliased_at IS 'When the old name became an alias.';
COMMENT ON COLUMN bet_type_renames.released_at IS 'When the hold of the new name ended.';
COMMENT ON COLUMN bet_type_renames.ended_at IS 'When nothing was left to do.';
