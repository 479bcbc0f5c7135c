-- Partitions and the tables they belong to.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       '' AS name,
       ARRAY[pn.nspname, p.relname]::text[] AS parent,
       pg_get_expr(c.relpartbound, c.oid) AS bound
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent
  JOIN pg_namespace pn ON pn.oid = p.relnamespace
 WHERE c.relispartition
   AND c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
