-- Objects of schema public that the server has another one of the same name for: pg_catalog is searched first, so a
-- statement that does not say public means the server's.
WITH here AS (
    SELECT 'pg_catalog'::regnamespace AS servers, oid AS ours FROM pg_namespace WHERE nspname = 'public'
)
SELECT 'pg_class'::regclass::oid AS class_id,
       o.oid AS object_id,
       0 AS sub_id,
       'public' AS schema,
       o.relname AS relation,
       o.oid::text AS name
  FROM here
  JOIN pg_class o ON o.relnamespace = here.ours
  JOIN pg_class s ON s.relnamespace = here.servers AND s.relname = o.relname
UNION ALL
SELECT 'pg_type'::regclass, o.oid, 0, 'public', CASE o.typtype WHEN 'd' THEN o.typname ELSE '' END, o.oid::text
  FROM here
  JOIN pg_type o ON o.typnamespace = here.ours
  JOIN pg_type s ON s.typnamespace = here.servers AND s.typname = o.typname
UNION ALL
SELECT 'pg_proc'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_proc o ON o.pronamespace = here.ours
  JOIN pg_proc s ON s.pronamespace = here.servers AND s.proname = o.proname AND s.proargtypes = o.proargtypes
UNION ALL
SELECT 'pg_operator'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_operator o ON o.oprnamespace = here.ours
  JOIN pg_operator s ON s.oprnamespace = here.servers AND s.oprname = o.oprname AND s.oprleft = o.oprleft
                    AND s.oprright = o.oprright
UNION ALL
SELECT 'pg_collation'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_collation o ON o.collnamespace = here.ours
  JOIN pg_collation s ON s.collnamespace = here.servers AND s.collname = o.collname
UNION ALL
SELECT 'pg_conversion'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_conversion o ON o.connamespace = here.ours
  JOIN pg_conversion s ON s.connamespace = here.servers AND s.conname = o.conname
UNION ALL
SELECT 'pg_opclass'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_opclass o ON o.opcnamespace = here.ours
  JOIN pg_opclass s ON s.opcnamespace = here.servers AND s.opcname = o.opcname AND s.opcmethod = o.opcmethod
UNION ALL
SELECT 'pg_opfamily'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_opfamily o ON o.opfnamespace = here.ours
  JOIN pg_opfamily s ON s.opfnamespace = here.servers AND s.opfname = o.opfname AND s.opfmethod = o.opfmethod
UNION ALL
SELECT 'pg_ts_config'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_ts_config o ON o.cfgnamespace = here.ours
  JOIN pg_ts_config s ON s.cfgnamespace = here.servers AND s.cfgname = o.cfgname
UNION ALL
SELECT 'pg_ts_dict'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_ts_dict o ON o.dictnamespace = here.ours
  JOIN pg_ts_dict s ON s.dictnamespace = here.servers AND s.dictname = o.dictname
UNION ALL
SELECT 'pg_ts_parser'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_ts_parser o ON o.prsnamespace = here.ours
  JOIN pg_ts_parser s ON s.prsnamespace = here.servers AND s.prsname = o.prsname
UNION ALL
SELECT 'pg_ts_template'::regclass, o.oid, 0, 'public', '', o.oid::text
  FROM here
  JOIN pg_ts_template o ON o.tmplnamespace = here.ours
  JOIN pg_ts_template s ON s.tmplnamespace = here.servers AND s.tmplname = o.tmplname
 ORDER BY 1, 2
