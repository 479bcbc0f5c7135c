-- Exclusion constraints that a partition has from its parent: no statement makes one beforehand that fits.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition,
       -- What the server makes the name of.
       (SELECT string_agg(COALESCE(a.attname::text, 'expr'), '_' ORDER BY u.i)
          FROM unnest(i.indkey) WITH ORDINALITY u (number, i)
          LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number AND u.number <> 0) AS columns
  FROM pg_constraint k
  JOIN pg_index i ON i.indexrelid = k.conindid
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'x'
   AND k.conparentid <> 0
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
