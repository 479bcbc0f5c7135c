-- Privileges that differ from those a fresh object has.
WITH object AS (
    -- phase, group, keyword, name, arguments, parent: as in comment.sql; code: as acldefault() wants it. Only what has
    -- privileges of its own, or had them when the server or an extension was made.
    SELECT CASE WHEN c.relkind <> 'S' THEN 'table'
                WHEN EXISTS (SELECT 1 FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                                                        AND i.deptype = 'i') THEN 'last'
                ELSE 'sequence' END AS phase,
           n.nspname AS group_schema, c.relname::text AS group_name,
           CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS keyword,
           n.nspname AS schema, c.relname::text AS name, NULL::text AS arguments, NULL::text AS parent,
           c.relacl AS acl, c.relowner AS owner, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char" AS code,
           'pg_class'::regclass::oid AS class, c.oid AS object, 0 AS sub
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
       AND (c.relacl IS NOT NULL OR c.oid IN (SELECT objoid FROM pg_init_privs WHERE classoid = 'pg_class'::regclass))
    UNION ALL
    SELECT 'table', n.nspname, c.relname, 'COLUMN', n.nspname, a.attname, NULL, c.relname, a.attacl, c.relowner, 'c',
           'pg_class'::regclass, c.oid, a.attnum
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT a.attisdropped
       AND (a.attacl IS NOT NULL OR a.attrelid IN (SELECT objoid FROM pg_init_privs
                                                    WHERE classoid = 'pg_class'::regclass AND objsubid > 0))
    UNION ALL
    SELECT 'type', n.nspname, t.typname, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname,
           NULL, NULL, t.typacl, t.typowner, 'T', 'pg_type'::regclass, t.oid, 0
      FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE t.typacl IS NOT NULL OR t.oid IN (SELECT objoid FROM pg_init_privs WHERE classoid = 'pg_type'::regclass)
    UNION ALL
    SELECT 'function', n.nspname, p.proname || '(' || a.types || ')',
           CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname, '(' || a.types || ')',
           NULL, p.proacl, p.proowner, 'f', 'pg_proc'::regclass, p.oid, 0
      FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      CROSS JOIN LATERAL (SELECT COALESCE(string_agg(format_type(t, NULL), ', ' ORDER BY i), '') AS types
                            FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)) a
     WHERE p.oid >= 16384 OR p.proacl IS NOT NULL
    UNION ALL
    SELECT 'schema', '', n.nspname, 'SCHEMA', '', n.nspname, NULL, NULL, n.nspacl, n.nspowner, 'n',
           'pg_namespace'::regclass, n.oid, 0
      FROM pg_namespace n
    -- Kinds that describe themselves.
),
-- What is granted, and what would be if nobody had said anything. Schema public starts as a new database has it, whoever
-- owns it there, what an extension brings as its script left it, and what comes with the server as initdb did.
ours AS (
    SELECT o.*, i.initprivs
      FROM object o
      LEFT JOIN pg_init_privs i ON i.classoid = o.class AND i.objoid = o.object AND i.objsubid = o.sub
                                   -- Not of a new database's schema public that has another name now.
                                   AND (o.object >= 16384 OR o.keyword <> 'SCHEMA' OR o.name ~ '^pg_'
                                        OR o.name = 'information_schema')
     WHERE ((o.acl IS NOT NULL OR i.initprivs IS NOT NULL)
            AND (o.object >= 16384
                 OR (o.keyword = 'SCHEMA' AND o.name !~ '^pg_' AND o.name <> 'information_schema')))
        OR (o.keyword = 'SCHEMA' AND o.name = 'public')
        OR (CASE o.keyword WHEN 'SCHEMA' THEN o.name ELSE o.schema END IN ('pg_catalog', 'information_schema')
            AND o.acl IS DISTINCT FROM i.initprivs)
        OR (o.keyword = 'LANGUAGE' AND o.acl IS NOT NULL)
),
granted AS (
    SELECT o.*, x.grantee, x.privilege_type, x.is_grantable
      FROM ours o CROSS JOIN LATERAL aclexplode(COALESCE(o.acl, acldefault(o.code, o.owner))) x
),
usual AS (
    SELECT o.*, x.grantee, x.privilege_type, x.is_grantable
      FROM ours o
      CROSS JOIN LATERAL aclexplode(COALESCE(o.initprivs, acldefault(o.code, o.owner))) x
     WHERE NOT (o.keyword = 'SCHEMA' AND o.name = 'public')
    UNION ALL
    SELECT o.*, x.grantee, x.privilege_type, false
      FROM ours o
      CROSS JOIN LATERAL (VALUES (o.owner, 'USAGE'), (o.owner, 'CREATE'),
                                 -- before 15: (0::oid, 'CREATE'),
                                 (0::oid, 'USAGE')) x (grantee, privilege_type)
     WHERE o.keyword = 'SCHEMA' AND o.name = 'public'
    UNION ALL
    -- No catalog says what initdb let everybody see of the information schema: it is all but these, on every server.
    SELECT o.*, 0, CASE o.keyword WHEN 'SCHEMA' THEN 'USAGE' ELSE 'SELECT' END, false
      FROM ours o
     WHERE (o.keyword = 'SCHEMA' AND o.name = 'information_schema')
        OR (o.keyword = 'TABLE' AND o.schema = 'information_schema' AND o.object < 16384
            AND o.name NOT IN ('sql_parts', 'transforms') AND o.name !~ '^_pg_')
),
change AS (
    SELECT 'GRANT' AS action, g.* FROM granted g
     WHERE NOT EXISTS (SELECT 1 FROM usual u
                        WHERE u.class = g.class AND u.object = g.object AND u.keyword = g.keyword AND u.name = g.name
                          AND u.grantee = g.grantee AND u.privilege_type = g.privilege_type
                          AND u.is_grantable >= g.is_grantable)
    UNION ALL
    SELECT 'REVOKE', u.* FROM usual u
     WHERE NOT EXISTS (SELECT 1 FROM granted g
                        WHERE g.class = u.class AND g.object = u.object AND u.keyword = g.keyword AND u.name = g.name
                          AND g.grantee = u.grantee AND g.privilege_type = u.privilege_type)
),
grouped AS (
    SELECT c.phase, c.group_schema, c.group_name, c.keyword, c.schema, c.name, c.arguments, c.parent, c.class, c.object,
           c.action, CASE WHEN c.action = 'GRANT' THEN c.is_grantable ELSE false END AS grantable,
           CASE WHEN c.grantee = 0 THEN '' WHEN c.grantee = c.owner THEN '*' ELSE r.rolname::text END AS role,
           string_agg(c.privilege_type, ', ' ORDER BY c.privilege_type COLLATE "C") AS privileges,
           -- All that an object of this sort has: what they are called and how many there are grows with the versions.
           (count(*) = (SELECT count(*) FROM aclexplode(acldefault(c.code, c.owner)) d WHERE d.grantee = c.owner)
               AND c.code <> 'c')
           -- Of schema public servers before 15 grant everybody more.
           OR (c.keyword = 'SCHEMA' AND c.name = 'public' AND c.grantee = 0 AND c.action = 'REVOKE'
               AND NOT EXISTS (SELECT 1 FROM granted g WHERE g.class = c.class AND g.object = c.object
                                                         AND g.grantee = 0)) AS everything,
           o.rolname AS owner_name,
           CASE c.keyword WHEN 'SCHEMA' THEN c.name ELSE c.schema END IN ('pg_catalog', 'information_schema') AS system
      FROM change c
      JOIN pg_roles o ON o.oid = c.owner
      LEFT JOIN pg_roles r ON r.oid = c.grantee
     GROUP BY c.phase, c.group_schema, c.group_name, c.keyword, c.schema, c.name, c.arguments, c.parent, c.class, c.object,
              c.action, c.is_grantable, c.grantee, c.owner, c.code, r.rolname, o.rolname
)
SELECT g.class AS class_id,
       g.object AS object_id,
       -1 AS sub_id,
       g.group_schema AS schema,
       g.group_name AS relation,
       g.action || ' ' || g.keyword || COALESCE(' ' || g.name, '') || ' ' || g.role
           || CASE WHEN g.grantable THEN ' WITH GRANT OPTION' ELSE '' END AS name,
       -- Who loads the rest must still be allowed to.
       CASE WHEN g.system OR (g.action = 'REVOKE' AND g.role = '*' AND g.phase IN ('schema', 'type', 'function'))
            THEN 'last' ELSE g.phase END AS phase,
       g.keyword,
       g.schema AS target_schema,
       g.name AS target,
       g.arguments,
       g.parent,
       g.action,
       CASE WHEN g.everything THEN 'ALL' ELSE g.privileges END AS privileges,
       g.role,
       g.grantable,
       g.owner_name AS owner
  FROM grouped g
 WHERE g.system
    OR (CASE g.keyword WHEN 'SCHEMA' THEN g.name ELSE g.group_schema END !~ '^pg_')
