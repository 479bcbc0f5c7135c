-- Materialized views that hold their rows.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       '' AS name,
       true AS populated
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'm'
   AND c.relispopulated
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
