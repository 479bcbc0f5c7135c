-- Composite types that stand by themselves. Their columns are columns (column.sql).
SELECT 'pg_type'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       t.typname AS name
  FROM pg_type t
  JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
  JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE t.typtype = 'c'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND t.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_type'::regclass
                      AND e.deptype = 'e')
