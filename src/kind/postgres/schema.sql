-- Schemas other than public.
SELECT 'pg_namespace'::regclass::oid AS class_id,
       n.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       n.nspname AS name
  FROM pg_namespace n
 WHERE n.nspname <> 'public'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
