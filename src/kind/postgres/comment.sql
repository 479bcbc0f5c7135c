-- Comments, each with the object it is on.
WITH of_server AS (
    -- What comes with the server and has a comment that people wrote: addition.sql.
    SELECT classoid AS class, objoid AS object, objsubid AS sub
      FROM pg_description
     WHERE objoid < 16384
       AND xmin::text::bigint > NULLIF(current_setting('fullschema.initdb', true), '')::bigint
),
target AS (
    -- class, object, sub: as in pg_description.
    -- phase: which of the kinds of comment.c; group, member: what it stands behind, and what of that it is on.
    -- keyword, schema, name, arguments: what COMMENT ON says; parent: the relation or type it belongs to.
    SELECT 'pg_class'::regclass::oid AS class, c.oid AS object, 0 AS sub,
           CASE WHEN c.relkind <> 'S' THEN 'table'
                WHEN EXISTS (SELECT 1 FROM pg_depend i WHERE i.classid = 'pg_class'::regclass AND i.objid = c.oid
                                                        AND i.deptype = 'i') THEN 'last'
                ELSE 'sequence' END AS phase,
           n.nspname AS group_schema, COALESCE(t.relname, c.relname)::text AS group_name,
           CASE WHEN t.oid IS NULL THEN '' ELSE c.relname END::text AS member,
           CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                          WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'f' THEN 'FOREIGN TABLE'
                          ELSE 'TABLE' END AS keyword,
           n.nspname AS schema, c.relname::text AS name, NULL::text AS arguments, NULL::text AS parent
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_index i ON i.indexrelid = c.oid
      LEFT JOIN pg_class t ON t.oid = i.indrelid
     WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I')
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, a.attnum, CASE c.relkind WHEN 'c' THEN 'type' ELSE 'table' END,
           n.nspname, c.relname, '', 'COLUMN', n.nspname, a.attname, NULL, c.relname
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0, 'table', n.nspname, c.relname, k.conname, 'CONSTRAINT', n.nspname,
           k.conname, NULL, c.relname
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_constraint'::regclass, k.oid, 0, 'type', n.nspname, t.typname, k.conname, 'DOMAIN CONSTRAINT', n.nspname,
           k.conname, NULL, t.typname
      FROM pg_constraint k
      JOIN pg_type t ON t.oid = k.contypid
      JOIN pg_namespace n ON n.oid = t.typnamespace
    UNION ALL
    -- A partition has its parent's triggers when that has them.
    SELECT 'pg_trigger'::regclass, g.oid, 0,
           CASE WHEN g.tgparentid <> 0 THEN 'last' ELSE 'table' END, n.nspname, -- since 13
           -- before 13: CASE WHEN g.tgisinternal THEN 'last' ELSE 'table' END, n.nspname,
           c.relname, g.tgname, 'TRIGGER', n.nspname,
           g.tgname, NULL, c.relname
      FROM pg_trigger g
      JOIN pg_class c ON c.oid = g.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_rewrite'::regclass, r.oid, 0, 'table', n.nspname, c.relname, r.rulename, 'RULE', n.nspname,
           r.rulename, NULL, c.relname
      FROM pg_rewrite r
      JOIN pg_class c ON c.oid = r.ev_class
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 0, 'table', n.nspname, c.relname, p.polname, 'POLICY', n.nspname,
           p.polname, NULL, c.relname
      FROM pg_policy p
      JOIN pg_class c ON c.oid = p.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_statistic_ext'::regclass, s.oid, 0, 'table', n.nspname, c.relname,
           CASE WHEN sn.oid = n.oid THEN '' ELSE sn.nspname || '.' END || s.stxname, 'STATISTICS', sn.nspname,
           s.stxname, NULL, NULL
      FROM pg_statistic_ext s
      JOIN pg_namespace sn ON sn.oid = s.stxnamespace
      JOIN pg_class c ON c.oid = s.stxrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid, 0, 'type', n.nspname, t.typname, '',
           CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, n.nspname, t.typname, NULL, NULL
      FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace
     WHERE t.typtype IN ('c', 'd', 'e', 'r')
        OR t.oid IN (SELECT object FROM of_server WHERE class = 'pg_type'::regclass)
        OR EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid, 0, 'function', n.nspname, p.proname || '(' || a.types || ')', '',
           CASE p.prokind WHEN 'a' THEN 'AGGREGATE' WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname,
           p.proname, '(' || CASE WHEN p.prokind <> 'a' THEN a.types WHEN a.types = '' THEN '*'
                                  ELSE pg_get_function_identity_arguments(p.oid) END || ')', NULL
      FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      CROSS JOIN LATERAL (SELECT COALESCE(string_agg(format_type(t, NULL), ', ' ORDER BY i), '') AS types
                            FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)) a
     WHERE p.oid >= 16384 OR p.oid IN (SELECT object FROM of_server WHERE class = 'pg_proc'::regclass)
    UNION ALL
    SELECT 'pg_operator'::regclass, o.oid, 0, 'function', n.nspname, o.oprname || a.types, '', 'OPERATOR', n.nspname,
           o.oprname, ' ' || a.types, NULL
      FROM pg_operator o
      JOIN pg_namespace n ON n.oid = o.oprnamespace
      CROSS JOIN LATERAL (SELECT '(' || CASE o.oprleft WHEN 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END
                              || ', ' || CASE o.oprright WHEN 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END
                              || ')' AS types) a
     WHERE o.oid >= 16384 OR o.oid IN (SELECT object FROM of_server WHERE class = 'pg_operator'::regclass)
    UNION ALL
    SELECT 'pg_cast'::regclass, c.oid, 0, 'function', '', a.types, '', 'CAST', '', NULL, a.types, NULL
      FROM pg_cast c
      CROSS JOIN LATERAL (SELECT '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL)
                              || ')' AS types) a
     WHERE c.oid >= 16384 OR c.oid IN (SELECT object FROM of_server WHERE class = 'pg_cast'::regclass)
    UNION ALL
    SELECT 'pg_collation'::regclass, c.oid, 0, 'type', n.nspname, c.collname, '', 'COLLATION', n.nspname, c.collname,
           NULL, NULL
      FROM pg_collation c
      JOIN pg_namespace n ON n.oid = c.collnamespace
    UNION ALL
    SELECT 'pg_ts_dict'::regclass, d.oid, 0, 'type', n.nspname, d.dictname, '', 'TEXT SEARCH DICTIONARY', n.nspname,
           d.dictname, NULL, NULL
      FROM pg_ts_dict d
      JOIN pg_namespace n ON n.oid = d.dictnamespace
    UNION ALL
    SELECT 'pg_ts_config'::regclass, c.oid, 0, 'type', n.nspname, c.cfgname, '', 'TEXT SEARCH CONFIGURATION',
           n.nspname, c.cfgname, NULL, NULL
      FROM pg_ts_config c
      JOIN pg_namespace n ON n.oid = c.cfgnamespace
    UNION ALL
    SELECT 'pg_namespace'::regclass, n.oid, 0, 'schema', '', n.nspname, '', 'SCHEMA', '', n.nspname, NULL, NULL
      FROM pg_namespace n
    UNION ALL
    SELECT 'pg_extension'::regclass, x.oid, 0, 'extension', '', x.extname, '', 'EXTENSION', '', x.extname, NULL, NULL
      FROM pg_extension x
    UNION ALL
    SELECT 'pg_publication'::regclass, p.oid, 0, 'last', '', p.pubname, '', 'PUBLICATION', '', p.pubname, NULL, NULL
      FROM pg_publication p
    UNION ALL
    SELECT 'pg_event_trigger'::regclass, t.oid, 0, 'event', '', t.evtname, '', 'EVENT TRIGGER', '', t.evtname,
           NULL, NULL
      FROM pg_event_trigger t
    UNION ALL
    -- Of kinds that describe themselves (below) what comes with the server is among nothing that is read.
    SELECT 'pg_language'::regclass, l.oid, 0, 'last', '', l.lanname, '', 'LANGUAGE', '', l.lanname, NULL, NULL
      FROM pg_language l
     WHERE l.oid < 16384
    UNION ALL
    SELECT 'pg_am'::regclass, a.oid, 0, 'last', '', a.amname, '', 'ACCESS METHOD', '', a.amname, NULL, NULL
      FROM pg_am a
     WHERE a.oid < 16384
    UNION ALL
    SELECT 'pg_opclass'::regclass, o.oid, 0, 'last', n.nspname, o.opcname, '', 'OPERATOR CLASS', n.nspname, o.opcname,
           ' USING ' || a.amname, NULL
      FROM pg_opclass o
      JOIN pg_namespace n ON n.oid = o.opcnamespace
      JOIN pg_am a ON a.oid = o.opcmethod
     WHERE o.oid < 16384
    UNION ALL
    SELECT 'pg_opfamily'::regclass, o.oid, 0, 'last', n.nspname, o.opfname, '', 'OPERATOR FAMILY', n.nspname, o.opfname,
           ' USING ' || a.amname, NULL
      FROM pg_opfamily o
      JOIN pg_namespace n ON n.oid = o.opfnamespace
      JOIN pg_am a ON a.oid = o.opfmethod
     WHERE o.oid < 16384
    UNION ALL
    SELECT 'pg_conversion'::regclass, c.oid, 0, 'last', n.nspname, c.conname, '', 'CONVERSION', n.nspname, c.conname,
           NULL, NULL
      FROM pg_conversion c
      JOIN pg_namespace n ON n.oid = c.connamespace
     WHERE c.oid < 16384
    UNION ALL
    SELECT 'pg_ts_parser'::regclass, p.oid, 0, 'last', n.nspname, p.prsname, '', 'TEXT SEARCH PARSER', n.nspname,
           p.prsname, NULL, NULL
      FROM pg_ts_parser p
      JOIN pg_namespace n ON n.oid = p.prsnamespace
     WHERE p.oid < 16384
    UNION ALL
    SELECT 'pg_ts_template'::regclass, t.oid, 0, 'last', n.nspname, t.tmplname, '', 'TEXT SEARCH TEMPLATE', n.nspname,
           t.tmplname, NULL, NULL
      FROM pg_ts_template t
      JOIN pg_namespace n ON n.oid = t.tmplnamespace
     WHERE t.oid < 16384
)
SELECT d.classoid AS class_id,
       d.objoid AS object_id,
       -1 AS sub_id,
       t.group_schema AS schema,
       t.group_name AS relation,
       t.keyword || COALESCE(' ' || t.name, '') AS name,
       -- What was added to an extension stands after all else: addition.sql tells it by what was made between.
       -- And so does what is on the server's own.
       CASE WHEN m.objid IS NULL AND (s.object IS NULL OR t.keyword = 'SCHEMA') THEN t.phase
            WHEN t.keyword = 'EXTENSION' THEN t.phase
            ELSE 'last' END AS phase,
       t.member,
       t.keyword,
       t.schema AS target_schema,
       t.name AS target,
       t.arguments,
       t.parent,
       d.description AS comment
  FROM pg_description d
  JOIN target t ON t.class = d.classoid AND t.object = d.objoid AND t.sub = d.objsubid
  LEFT JOIN of_server s ON s.class = d.classoid AND s.object = d.objoid AND s.sub = d.objsubid
  LEFT JOIN pg_depend m ON m.classid = d.classoid AND m.objid = d.objoid AND m.deptype = 'e' AND m.objid >= 16384
 WHERE (s.object IS NOT NULL
        OR (t.group_schema !~ '^pg_' AND t.group_schema <> 'information_schema'
            -- Schema public has a low number, whatever its name is now.
            AND (d.objoid >= 16384
                 OR (t.keyword = 'SCHEMA' AND t.name !~ '^pg_' AND t.name <> 'information_schema'))))
   -- Every new database's has it, also where that was made again.
   AND NOT (t.keyword = 'SCHEMA' AND t.name = 'public' AND d.description = 'standard public schema')
   -- An extension comes with its comment.
   AND NOT (t.keyword = 'EXTENSION'
            AND d.description = (SELECT a.comment FROM pg_available_extensions a WHERE a.name = t.name))
   AND (m.objid IS NULL
        -- addition.sql
        OR 'comment:' || d.classoid || ':' || d.objoid || ':' || d.objsubid
           = ANY (current_setting('fullschema.additions', true)::text[]))
UNION ALL
-- Schema public without the comment that a new database's has.
SELECT 'pg_namespace'::regclass, n.oid, -1, '', '', 'SCHEMA public', 'schema', '', 'SCHEMA', '', 'public', NULL, NULL, ''
  FROM pg_namespace n
 WHERE n.nspname = 'public'
   AND obj_description(n.oid, 'pg_namespace') IS NULL
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
UNION ALL
-- On objects of kinds that describe themselves: comment.c finds out what they are on.
SELECT d.classoid, d.objoid, -1, '', '', '', '', '', '', '', NULL, NULL, NULL, d.description
  FROM pg_description d
 WHERE d.objsubid = 0
   AND d.objoid >= 16384
   AND d.classoid IN (0 /* catalogs of kinds that describe themselves */)
