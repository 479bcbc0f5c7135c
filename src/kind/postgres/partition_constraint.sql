-- Constraints that a partition has from its parent, and no statement makes beforehand so that they fit: exclusions, and
-- keys WITHOUT OVERLAPS.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition,
       CASE k.contype WHEN 'p' THEN 'pkey' ELSE 'excl' END AS label,
       -- What the server makes the name of.
       (SELECT string_agg(COALESCE(a.attname::text, 'expr'), '_' ORDER BY u.i)
          FROM unnest(i.indkey) WITH ORDINALITY u (number, i)
          LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number AND u.number <> 0
         WHERE k.contype <> 'p') AS columns,
       -- Its parent's index has such ones when it comes, too.
       (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(x.reloptions) o) AS storage,
       (SELECT array_agg(o ORDER BY o COLLATE "C")
          FROM pg_constraint p
          JOIN pg_class r ON r.oid = p.conindid, unnest(r.reloptions) o
         WHERE p.oid = k.conparentid) AS storage_above
  FROM pg_constraint k
  JOIN pg_index i ON i.indexrelid = k.conindid
  JOIN pg_class x ON x.oid = k.conindid
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE (k.contype = 'x'
        OR k.conperiod AND k.contype IN ('p', 'u') -- since 18
       )
   AND k.conparentid <> 0
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
