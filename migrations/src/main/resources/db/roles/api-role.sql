-- What the read API's own role may do: read these tables and views, and nothing else. Run it after
-- every migration, as the user who migrates; it takes back what is not listed, and fails if the
-- role could still do more.
--
--   CREATE ROLE ev_api LOGIN PASSWORD '...';                     -- once, as a role with CREATEROLE
--   ev-worker migrate --api-role ev_api                          -- migrates, then runs this file
--   psql -1 -v ON_ERROR_STOP=1 -v role=ev_api -f api-role.sql    -- or by hand
--
-- No default privileges: they would open every later table, also those that the API does not read.
SELECT set_config('ev_worker.api_role', :'role', true);

DO $$
DECLARE
    api_role text := current_setting('ev_worker.api_role');
    readable text[] := ARRAY[
        'bet_types', 'bet_types_version', 'events', 'bets', 'bet_history', 'open_bets', 'arbitrages',
        'middles'];
    relation record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = api_role) THEN
        RAISE EXCEPTION 'role % does not exist: create it with CREATE ROLE % LOGIN PASSWORD'
            ' ''...''', api_role, quote_ident(api_role);
    END IF;
    -- A superuser is a member of every role.
    IF EXISTS (SELECT FROM pg_class
               WHERE oid = 'bets'::regclass AND pg_has_role(api_role, relowner, 'MEMBER')) THEN
        RAISE EXCEPTION 'role % owns the tables or is a member of their owner: the read API needs'
            ' another role', api_role;
    END IF;
    IF EXISTS (SELECT FROM pg_roles
               WHERE rolname = api_role AND (rolcreaterole OR rolcreatedb OR rolreplication)) THEN
        RAISE EXCEPTION 'role % may create roles or databases, or replicate:'
            ' ALTER ROLE % NOCREATEROLE NOCREATEDB NOREPLICATION', api_role, quote_ident(api_role);
    END IF;
    -- Two at once would update the same rows of the server's catalogue.
    PERFORM pg_advisory_xact_lock(hashtext('ev-worker api role'));
    EXECUTE format('REVOKE ALL ON SCHEMA %I FROM %I', current_schema(), api_role);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), api_role);
    FOR relation IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
          AND pg_has_role(current_user, relowner, 'USAGE')
    LOOP
        EXECUTE format('REVOKE ALL ON %I.%I FROM %I', current_schema(), relation.relname, api_role);
        IF relation.relname = ANY (readable) THEN
            EXECUTE format('GRANT SELECT ON %I.%I TO %I',
                current_schema(), relation.relname, api_role);
        END IF;
    END LOOP;
    -- Any other right comes from PUBLIC, from a role that it is a member of, or from another owner.
    IF has_schema_privilege(api_role, current_schema(), 'CREATE') THEN
        RAISE EXCEPTION 'role % may still create tables in schema %: REVOKE CREATE ON SCHEMA % FROM'
            ' PUBLIC, and from the roles that it is a member of',
            api_role, current_schema(), quote_ident(current_schema());
    END IF;
    FOR relation IN
        SELECT c.oid, c.relname,
               CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(api_role, c.oid, 'USAGE, UPDATE')
                    ELSE has_table_privilege(api_role, c.oid,
                             'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
                         OR has_any_column_privilege(api_role, c.oid, 'INSERT, UPDATE, REFERENCES')
               END AS writes,
               CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(api_role, c.oid, 'SELECT')
                    ELSE has_any_column_privilege(api_role, c.oid, 'SELECT')
               END AND c.relname <> ALL (readable) AS reads
        FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace
          AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        ORDER BY c.relname
    LOOP
        IF relation.writes OR relation.reads THEN
            RAISE EXCEPTION 'role % may still % %: revoke that right from PUBLIC, and from the'
                ' roles that it is a member of',
                api_role, CASE WHEN relation.writes THEN 'write' ELSE 'read' END, relation.relname;
        END IF;
    END LOOP;
END
$$;
