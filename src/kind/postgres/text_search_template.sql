-- Text search templates.
SELECT 'pg_ts_template'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       s.nspname AS schema,
       '' AS relation,
       t.tmplname AS name,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.tmplinit) AS init,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.tmpllexize) AS lexize
  FROM pg_ts_template t
  JOIN pg_namespace s ON s.oid = t.tmplnamespace
 WHERE t.oid >= 16384
   AND s.nspname !~ '^pg_'
   AND s.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid AND e.deptype = 'e')
