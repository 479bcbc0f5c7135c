-- Schema public where it is gone: a new database has it.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       'public' AS name
 WHERE NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'public')
