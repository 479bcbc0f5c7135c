-- What the numbers in stored trees name: (number, part, name, relation). A part is a column; a type's relation has its
-- columns. What every server has under the same number is not among them.
SELECT c.oid, 0 AS part, n.nspname || '.' || c.relname AS name, NULL::oid AS relation
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.oid >= 16384
   AND c.relkind <> 't'
UNION ALL
SELECT a.attrelid, a.attnum, a.attname, NULL
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.attrelid >= 16384
   AND a.attnum > 0
   AND NOT a.attisdropped
   AND c.relkind IN ('r', 'v', 'm', 'p', 'f', 'c')
UNION ALL
SELECT t.oid, 0, n.nspname || '.' || t.typname, NULLIF(t.typrelid, 0)
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE t.oid >= 16384
UNION ALL
SELECT p.oid, 0, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', NULL
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.oid >= 16384
UNION ALL
SELECT o.oid, 0, n.nspname || '.' || o.oprname || '(' || o.oprleft::regtype || ', ' || o.oprright::regtype || ')', NULL
  FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
 WHERE o.oid >= 16384
UNION ALL
SELECT e.oid, 0, e.enumtypid::regtype || ' ' || e.enumlabel, NULL
  FROM pg_enum e
 WHERE e.oid >= 16384
UNION ALL
SELECT t.oid, 0, n.nspname || '.' || t.cfgname, NULL
  FROM pg_ts_config t JOIN pg_namespace n ON n.oid = t.cfgnamespace
 WHERE t.oid >= 16384
UNION ALL
SELECT t.oid, 0, n.nspname || '.' || t.dictname, NULL
  FROM pg_ts_dict t JOIN pg_namespace n ON n.oid = t.dictnamespace
 WHERE t.oid >= 16384
UNION ALL
SELECT c.oid, 0, n.nspname || '.' || c.collname, NULL
  FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
 WHERE c.oid >= 16384
UNION ALL
SELECT oid, 0, nspname, NULL FROM pg_namespace WHERE oid >= 16384
