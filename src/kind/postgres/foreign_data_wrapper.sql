-- Foreign-data wrappers.
SELECT 'pg_foreign_data_wrapper'::regclass::oid AS class_id,
       w.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       w.fdwname AS name,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = w.fdwhandler) AS handler,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = w.fdwvalidator) AS validator,
       (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(w.fdwoptions) o) AS options
  FROM pg_foreign_data_wrapper w
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid AND e.deptype = 'e')
