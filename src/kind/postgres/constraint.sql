-- Primary key, unique, check and exclusion constraints of tables.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       k.contype AS type,
       -- definition.h
       CASE WHEN NOT (k.contype IN ('p', 'u') AND NOT k.condeferrable
                      AND NOT k.conperiod -- since 18
                      AND i.indnatts = i.indnkeyatts
                      AND NOT i.indnullsnotdistinct -- since 15
                     )
            THEN pg_get_constraintdef(k.oid) END AS definition,
       k.conislocal AS local,
       k.coninhcount AS inherited,
       k.conrelid AS table_id,
       k.conkey AS keys
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = k.conindid
 WHERE k.contype IN ('p', 'u', 'c', 'x')
   AND k.convalidated
   -- partition_constraint.sql
   AND NOT (k.contype = 'x' AND k.conparentid <> 0)
   AND c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
