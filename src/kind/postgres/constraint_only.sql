-- Keys of partitioned tables that not every partition has one under: made with ONLY, and attached to one by one.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name
  FROM pg_constraint k
  JOIN pg_index i ON i.indexrelid = k.conindid
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype IN ('p', 'u', 'x')
   AND c.relkind = 'p'
   AND NOT i.indisvalid
   -- partition_constraint.sql
   AND NOT (k.conparentid <> 0 AND (k.contype = 'x'
                                    OR k.conperiod -- since 18
                                    ))
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
