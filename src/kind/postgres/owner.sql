-- Whose objects are, each under the words of ALTER ... OWNER TO.
WITH object AS (
    -- phase, group, keyword, name, arguments: as in comment.sql; label: what GRANT calls it.
    SELECT 'pg_class'::regclass::oid AS class, c.oid AS object,
           CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS phase,
           n.nspname AS group_schema, c.relname::text AS group_name,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                          ELSE 'TABLE' END AS keyword,
           n.nspname AS schema, c.relname::text AS name, NULL::text AS arguments, c.relowner AS owner
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 'function', n.nspname, p.proname || '(' || a.types || ')',
           CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname,
           p.proname, '(' || CASE WHEN p.prokind <> 'a' THEN a.types WHEN a.types = '' THEN '*'
                                  ELSE pg_get_function_identity_arguments(p.oid) END || ')', p.proowner
      FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      CROSS JOIN LATERAL (SELECT COALESCE(string_agg(format_type(t, NULL), ', ' ORDER BY i), '') AS types
                            FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)) a
     WHERE p.oid >= 16384
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 'type', n.nspname, t.typname,
           CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname, NULL, t.typowner
      FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace
      LEFT JOIN pg_class c ON c.oid = t.typrelid
     WHERE t.typtype IN ('c', 'd', 'e', 'r') AND COALESCE(c.relkind, 'c') = 'c'
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 'function', n.nspname, o.oprname || a.types, 'OPERATOR', n.nspname,
           o.oprname, ' ' || a.types, o.oprowner
      FROM pg_operator o
      JOIN pg_namespace n ON n.oid = o.oprnamespace
      CROSS JOIN LATERAL (SELECT '(' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
                              || ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END
                              || ')' AS types) a
     WHERE o.oid >= 16384
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 'type', n.nspname, c.collname, 'COLLATION', n.nspname, c.collname, NULL,
           c.collowner
      FROM pg_collation c
      JOIN pg_namespace n ON n.oid = c.collnamespace
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, 'type', n.nspname, d.dictname, 'TEXT SEARCH DICTIONARY', n.nspname,
           d.dictname, NULL, d.dictowner
      FROM pg_ts_dict d
      JOIN pg_namespace n ON n.oid = d.dictnamespace
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, 'type', n.nspname, c.cfgname, 'TEXT SEARCH CONFIGURATION', n.nspname,
           c.cfgname, NULL, c.cfgowner
      FROM pg_ts_config c
      JOIN pg_namespace n ON n.oid = c.cfgnamespace
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 'table', n.nspname, c.relname, 'STATISTICS', sn.nspname, s.stxname,
           NULL, s.stxowner
      FROM pg_statistic_ext s
      JOIN pg_namespace sn ON sn.oid = s.stxnamespace
      JOIN pg_class c ON c.oid = s.stxrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, 'schema', '', n.nspname, 'SCHEMA', '', n.nspname, NULL, n.nspowner
      FROM pg_namespace n
     -- Unless schema public is whose it is in a new database.
     WHERE n.nspname <> 'public'
        OR pg_get_userbyid(n.nspowner) <> 'pg_database_owner' -- since 15
        -- before 15: OR n.nspowner <> 10
    UNION ALL
    SELECT 'pg_publication'::regclass, p.oid, 'last', '', p.pubname, 'PUBLICATION', '', p.pubname, NULL, p.pubowner
      FROM pg_publication p
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, t.oid, 'event', '', t.evtname, 'EVENT TRIGGER', '', t.evtname, NULL,
           t.evtowner
      FROM pg_event_trigger t
)
SELECT o.class AS class_id,
       o.object AS object_id,
       -1 AS sub_id,
       o.group_schema AS schema,
       o.group_name AS relation,
       o.keyword || ' ' || o.name AS name,
       o.phase,
       o.keyword,
       o.schema AS target_schema,
       o.name AS target,
       o.arguments,
       r.rolname AS role
  FROM object o
  JOIN pg_roles r ON r.oid = o.owner
 -- Schema public has a low number, whatever its name is now.
 WHERE (o.object >= 16384 OR (o.class = 'pg_namespace'::regclass AND o.name <> 'information_schema'))
   AND o.group_schema !~ '^pg_'
   AND o.group_schema <> 'information_schema'
   AND o.group_name !~ '^pg_'
   -- What comes with something else belongs to whoever that belongs to. A partitioned table does not, but columns of its
   -- key do, with it.
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = o.class AND e.objid = o.object AND e.objsubid = 0 AND e.deptype IN ('e', 'i'))
UNION ALL
-- Of kinds that describe themselves: owner.c finds out what they are. What belongs to the superuser that initdb made has
-- no entry.
SELECT s.classid, s.objid, -1, '', '', '', '', '', '', '', NULL, r.rolname
  FROM pg_shdepend s
  JOIN pg_roles r ON r.oid = s.refobjid AND s.refclassid = 'pg_authid'::regclass
 WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND s.deptype = 'o'
   AND s.objid >= 16384
   AND s.classid IN (0 /* catalogs of kinds that describe themselves */)
