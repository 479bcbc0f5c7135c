-- Views.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.relname AS name,
       pg_get_viewdef(c.oid) AS definition,
       (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o) AS options
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'v'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
