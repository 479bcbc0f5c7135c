-- Access methods of tables and indexes.
SELECT 'pg_am'::regclass::oid AS class_id,
       a.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       a.amname AS name,
       CASE a.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END AS type,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = a.amhandler) AS handler
  FROM pg_am a
 WHERE a.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_am'::regclass AND e.objid = a.oid AND e.deptype = 'e')
