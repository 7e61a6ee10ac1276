SET LOCAL lock_timeout = '2s';

CREATE TABLE bet_types (
    name             text PRIMARY KEY,
    title            text NOT NULL,
    shape            text NOT NULL,
    enabled          boolean NOT NULL DEFAULT false,
    min_role         text NOT NULL DEFAULT 'admin',
    settings         jsonb NOT NULL DEFAULT '{}',
    settings_version integer NOT NULL DEFAULT 1,
    alias_of         text REFERENCES bet_types (name),
    added_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bet_types_name_is_a_symbol
        CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$' AND name <> 'unknown'),
    CONSTRAINT bet_types_title_is_not_blank
        CHECK (title ~ '[^[:space:]]'),
    CONSTRAINT bet_types_shape_is_known
        CHECK (shape IN ('winner', 'over_under', 'spread', 'yes_no', 'n_way',
                         'lay', 'over_only', 'dfs', 'various')),
    CONSTRAINT bet_types_min_role_is_known
        CHECK (min_role IN ('free', 'basic', 'premium', 'admin')),
    CONSTRAINT bet_types_settings_is_an_object
        CHECK (jsonb_typeof(settings) = 'object'),
    CONSTRAINT bet_types_settings_version_is_positive
        CHECK (settings_version >= 1),
    CONSTRAINT bet_types_alias_is_another
        CHECK (alias_of <> name)
);

COMMENT ON TABLE bet_types IS 'The catalogue: which bet types exist, are served, and how they are priced.';
COMMENT ON COLUMN bet_types.name IS 'The symbol, as in the Avro enum, the record key and bet_type_enum.';
COMMENT ON COLUMN bet_types.title IS 'For people.';
COMMENT ON COLUMN bet_types.shape IS 'How outcomes pair into lines; lay, over_only, dfs and various are stored and never priced.';
COMMENT ON COLUMN bet_types.enabled IS 'The feature flag. Off: events wait in odds.parked and nothing is published.';
COMMENT ON COLUMN bet_types.min_role IS 'The lowest role that sees the bet type: free, basic, premium, admin.';
COMMENT ON COLUMN bet_types.settings IS 'What differs from the default pricing settings; {} for none.';
COMMENT ON COLUMN bet_types.settings_version IS 'Rises by itself with every change of settings or shape.';
COMMENT ON COLUMN bet_types.alias_of IS 'The bet type that events of this one are admitted as, while it is being renamed.';
COMMENT ON COLUMN bet_types.added_at IS 'When the row was added.';

-- Whoever changes settings by hand cannot forget the version.
CREATE FUNCTION bet_types_raise_settings_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.settings IS DISTINCT FROM OLD.settings OR NEW.shape IS DISTINCT FROM OLD.shape THEN
        NEW.settings_version := OLD.settings_version + 1;
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER raise_settings_version
    BEFORE UPDATE ON bet_types
    FOR EACH ROW EXECUTE FUNCTION bet_types_raise_settings_version();

-- Workers poll this one row rather than the catalogue.
CREATE TABLE bet_types_version (
    only_row boolean PRIMARY KEY DEFAULT true,
    version  bigint NOT NULL,
    CONSTRAINT bet_types_version_has_one_row CHECK (only_row)
);

COMMENT ON TABLE bet_types_version IS 'One row: the version of the whole catalogue.';
COMMENT ON COLUMN bet_types_version.only_row IS 'Always true.';
COMMENT ON COLUMN bet_types_version.version IS 'Rises with every statement that changes bet_types.';

INSERT INTO bet_types_version (version) VALUES (1);

CREATE FUNCTION bet_types_raise_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bet_types_version SET version = version + 1;
    RETURN NULL;
END
$$;

CREATE TRIGGER raise_version
    AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON bet_types
    FOR EACH STATEMENT EXECUTE FUNCTION bet_types_raise_version();
