-- Foreign keys, column by column.
SELECT n.nspname AS schema,
       c.relname AS table_name,
       k.conname AS key,
       a.attname AS name,
       fn.nspname AS foreign_schema,
       fc.relname AS foreign_table,
       fa.attname AS foreign_name
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class fc ON fc.oid = k.confrelid
  JOIN pg_namespace fn ON fn.oid = fc.relnamespace
 CROSS JOIN LATERAL unnest(k.conkey, k.confkey) WITH ORDINALITY AS u (own, other, place)
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own
  JOIN pg_attribute fa ON fa.attrelid = k.confrelid AND fa.attnum = u.other
 WHERE k.contype = 'f' AND k.conparentid = 0
 ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C", u.place
