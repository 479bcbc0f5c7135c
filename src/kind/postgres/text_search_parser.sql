-- Text search parsers.
SELECT 'pg_ts_parser'::regclass::oid AS class_id,
       p.oid AS object_id,
       0 AS sub_id,
       s.nspname AS schema,
       '' AS relation,
       p.prsname AS name,
       (SELECT ARRAY[n.nspname, f.proname]::text[] FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
         WHERE f.oid = p.prsstart) AS start,
       (SELECT ARRAY[n.nspname, f.proname]::text[] FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
         WHERE f.oid = p.prstoken) AS gettoken,
       (SELECT ARRAY[n.nspname, f.proname]::text[] FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
         WHERE f.oid = p.prsend) AS "end",
       (SELECT ARRAY[n.nspname, f.proname]::text[] FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
         WHERE f.oid = p.prslextype) AS lextypes,
       (SELECT ARRAY[n.nspname, f.proname]::text[] FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace
         WHERE f.oid = p.prsheadline) AS headline
  FROM pg_ts_parser p
  JOIN pg_namespace s ON s.oid = p.prsnamespace
 WHERE p.oid >= 16384
   AND s.nspname !~ '^pg_'
   AND s.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid AND e.deptype = 'e')
