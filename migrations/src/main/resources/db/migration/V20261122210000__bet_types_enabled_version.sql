SET LOCAL lock_timeout = '2s';

CREATE SEQUENCE bet_types_enabled_versions;

ALTER TABLE bet_types
    ADD COLUMN enabled_version bigint NOT NULL DEFAULT nextval('bet_types_enabled_versions');

ALTER SEQUENCE bet_types_enabled_versions OWNED BY bet_types.enabled_version;

COMMENT ON COLUMN bet_types.enabled_version IS
    'Another number, a greater one, by itself with every enabling: every line of the bet type is then published again. Of one sequence for all rows, so that a row deleted and added anew is not taken for the old one.';

-- Whoever enables by hand cannot forget the version.
CREATE FUNCTION bet_types_raise_enabled_version() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.enabled AND NOT OLD.enabled THEN
        NEW.enabled_version := nextval('bet_types_enabled_versions');
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER raise_enabled_version
    BEFORE UPDATE ON bet_types
    FOR EACH ROW EXECUTE FUNCTION bet_types_raise_enabled_version();
