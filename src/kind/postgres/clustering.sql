-- Tables with an index to cluster them on.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       -1 AS sub_id,
       n.nspname AS schema,
       t.relname AS relation,
       '' AS name,
       c.relname AS index
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = t.relnamespace
 WHERE i.indisclustered
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
