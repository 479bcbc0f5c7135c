-- What checks of tables, and of the domains of their columns, say.
SELECT n.nspname AS schema, c.relname AS table_name, a.attname AS name, pg_get_constraintdef(k.oid) AS text
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
 WHERE k.contype = 'c'
UNION ALL
SELECT n.nspname, c.relname, a.attname, pg_get_constraintdef(k.oid)
  FROM pg_constraint k
  JOIN pg_attribute a ON a.atttypid = k.contypid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype = 'c' AND k.contypid <> 0
 ORDER BY 1, 2, 3, 4
