-- How replication tells the rows of a table apart, where it is not by the primary key.
SELECT 'pg_class'::regclass::oid AS class_id,
       COALESCE(x.oid, c.oid) AS object_id,
       -1 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       '' AS name,
       -- Of an index that was dropped it still says so: the server then has none, as with NOTHING.
       CASE WHEN c.relreplident = 'i' AND x.oid IS NULL THEN 'n' ELSE c.relreplident END AS identity,
       x.relname AS index
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisreplident AND c.relreplident = 'i'
  LEFT JOIN pg_class x ON x.oid = i.indexrelid
 WHERE c.relreplident <> 'd'
   AND c.relkind IN ('r', 'p', 'm')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
