-- Indexes that are not a constraint's.
SELECT 'pg_class'::regclass::oid AS class_id,
       i.indexrelid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       t.relname AS relation,
       c.relname AS name,
       pg_get_indexdef(i.indexrelid) AS definition,
       i.indisvalid AS valid,
       (SELECT ARRAY[pn.nspname, p.relname]::text[]
          FROM pg_inherits h
          JOIN pg_class p ON p.oid = h.inhparent
          JOIN pg_namespace pn ON pn.oid = p.relnamespace
         WHERE h.inhrelid = c.oid) AS parent
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_class t ON t.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE t.relkind IN ('r', 'p', 'm')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   -- One that failed is left out (unsupported.sql).
   AND (c.relkind = 'I' OR (i.indisvalid AND i.indisready AND i.indislive))
   AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
   AND (NOT EXISTS (SELECT 1 FROM pg_depend e
                     WHERE e.classid = 'pg_class'::regclass AND e.objid IN (c.oid, t.oid) AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_class'::regclass::oid || ':' || c.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
