SET LOCAL lock_timeout = '2s';

-- The column's type is asked for, not named: its labels are what this changes.
CREATE FUNCTION bet_type_labels(target text[], gone text[]) RETURNS void
    LANGUAGE plpgsql AS $function$
DECLARE
    old_type  oid;
    old_name  text;
    new_name  text;
    plain     text;
    present   text[];
    removed   text[];
    wanted    text[];
    change    bigint;
    statement text;
    dropped   text[] := '{}';
    created   text[] := '{}';
    a_view    record;
BEGIN
    SELECT atttypid INTO old_type FROM pg_attribute
    WHERE attrelid = 'bets'::regclass AND attname = 'bet_type';
    present := ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = old_type
                     ORDER BY enumsortorder);
    removed := ARRAY(SELECT split_part(g, ' -> ', 1) FROM unnest(gone) AS g);
    IF NOT present && removed AND target = ARRAY(
            SELECT l FROM unnest(present) WITH ORDINALITY AS p (l, n) WHERE l = ANY (target) ORDER BY n)
    THEN
        RETURN;
    END IF;
    -- It had them once, by a command, and has gone on since: a later migration follows that.
    IF EXISTS (SELECT FROM restructures r WHERE r.outcome = 'done' AND r.kind <> 'adopt'
               AND r.labels = target[1:cardinality(r.labels)])
        AND NOT EXISTS (SELECT FROM unnest(target) AS t WHERE t <> ALL (present)
                        AND t NOT IN (SELECT name FROM removed_bet_types))
    THEN
        RETURN;
    END IF;

    IF NOT EXISTS (SELECT FROM bets) THEN
        -- From here on nobody writes a row of a label that goes.
        LOCK TABLE bets IN ACCESS EXCLUSIVE MODE;
    END IF;
    IF EXISTS (SELECT FROM bets) THEN
        RAISE EXCEPTION 'bets has rows, and its bet types are to be exactly %',
            array_to_string(target, ', ')
            USING HINT = 'Run ev-worker bet-types restructure --labels FILE first, which changes them'
                || ' while everything runs; this migration finds it done then.';
    END IF;

    wanted := target || ARRAY(
        SELECT l FROM unnest(present) WITH ORDINALITY AS p (l, n)
        WHERE l <> ALL (target) AND l <> ALL (removed) ORDER BY n);
    old_name := old_type::regtype::text;
    new_name := old_name || '_new';
    EXECUTE format('CREATE TYPE %s AS ENUM (%s)', new_name,
        (SELECT string_agg(quote_literal(l), ', ' ORDER BY n)
         FROM unnest(wanted) WITH ORDINALITY AS w (l, n)));
    EXECUTE format('ALTER TYPE %s OWNER TO %I', new_name,
        (SELECT pg_get_userbyid(typowner) FROM pg_type WHERE oid = old_type));
    IF obj_description(old_type, 'pg_type') IS NOT NULL THEN
        EXECUTE format('COMMENT ON TYPE %s IS %L', new_name, obj_description(old_type, 'pg_type'));
    END IF;
    FOR statement IN
        SELECT format('GRANT %s ON TYPE %s TO %s', x.privilege_type, new_name,
            CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END)
        FROM pg_type t, aclexplode(t.typacl) AS x WHERE t.oid = old_type
    LOOP
        EXECUTE statement;
    END LOOP;

    -- A view holds the type of the column that it reads: each is created again as it was.
    FOR a_view IN
        WITH RECURSIVE reading (id, depth) AS (
            SELECT r.ev_class, 1 FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid
            WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                AND d.refobjid = 'bets'::regclass AND r.ev_class <> d.refobjid
            UNION
            SELECT r.ev_class, v.depth + 1
            FROM reading v JOIN pg_depend d ON d.refobjid = v.id JOIN pg_rewrite r ON r.oid = d.objid
            WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                AND r.ev_class <> v.id
        )
        SELECT c.oid AS id, c.oid::regclass::text AS name, max(v.depth) AS depth, c.reloptions, c.relacl,
            pg_get_viewdef(c.oid) AS body, quote_ident(pg_get_userbyid(c.relowner)) AS owner
        FROM reading v JOIN pg_class c ON c.oid = v.id AND c.relkind = 'v'
        GROUP BY c.oid ORDER BY depth, name
    LOOP
        dropped := ('DROP VIEW ' || a_view.name) || dropped;
        created := created || format('CREATE VIEW %s %s AS %s', a_view.name,
            coalesce('WITH (' || array_to_string(a_view.reloptions, ', ') || ')', ''), a_view.body);
        created := created || format('ALTER VIEW %s OWNER TO %s', a_view.name, a_view.owner);
        created := created || ARRAY(
            SELECT format('COMMENT ON %s IS %L', CASE d.objsubid WHEN 0 THEN 'VIEW ' || a_view.name
                    ELSE 'COLUMN ' || a_view.name || '.' || quote_ident(a.attname) END, d.description)
            FROM pg_description d LEFT JOIN pg_attribute a
                ON a.attrelid = d.objoid AND a.attnum = d.objsubid AND d.objsubid > 0
            WHERE d.classoid = 'pg_class'::regclass AND d.objoid = a_view.id);
        created := created || ARRAY(
            SELECT format('GRANT %s ON %s TO %s%s', x.privilege_type, a_view.name,
                CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(x.grantee)) END,
                CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM aclexplode(a_view.relacl) AS x);
    END LOOP;
    FOREACH statement IN ARRAY dropped LOOP
        EXECUTE statement;
    END LOOP;
    EXECUTE format('ALTER TABLE bets ALTER COLUMN bet_type TYPE %1$s USING bet_type::text::%1$s', new_name);
    plain := (SELECT typname FROM pg_type WHERE oid = old_type);
    EXECUTE format('DROP TYPE %s', old_name);
    EXECUTE format('ALTER TYPE %s RENAME TO %I', new_name, plain);
    FOREACH statement IN ARRAY created LOOP
        EXECUTE statement;
    END LOOP;

    INSERT INTO restructures (kind, subject, labels, previous, mapped_from, mapped_to, step, operator,
                              holder, outcome, finished_at)
    VALUES ('restructure', old_name, wanted, present, '{}', '{}', 'done', current_user, 'a migration',
            'done', now())
    RETURNING id INTO change;
    INSERT INTO removed_bet_types (name, became, restructure)
    SELECT split_part(g, ' -> ', 1), nullif(split_part(g, ' -> ', 2), ''), change FROM unnest(gone) AS g
    WHERE split_part(g, ' -> ', 1) = ANY (present)
    ON CONFLICT (name) DO UPDATE SET became = excluded.became, restructure = excluded.restructure;
    DELETE FROM removed_bet_types WHERE name = ANY (wanted);
END
$function$;

COMMENT ON FUNCTION bet_type_labels(text[], text[]) IS
    'Gives the bet types of an empty bets exactly these labels, in this order. gone has those that an earlier migration added: NAME, or NAME -> OTHER. Does nothing where that is so; refuses where bets has rows.';
