-- Extensions, except the one that every database has.
SELECT 'pg_extension'::regclass::oid AS class_id,
       x.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       x.extname AS name,
       n.nspname AS target_schema,
       -- Its own schema, which comes with it.
       EXISTS (SELECT 1 FROM pg_depend e
                WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e'
                  AND e.refobjid = x.oid) AS own_schema
  FROM pg_extension x
  JOIN pg_namespace n ON n.oid = x.extnamespace
 WHERE x.extname <> 'plpgsql'
