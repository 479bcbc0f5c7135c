-- Constraints that people added to tables of extensions (addition.sql); foreign keys and those that are not checked are
-- read elsewhere.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype IN ('p', 'u', 'c', 'x')
   AND k.convalidated
   AND 'pg_constraint'::regclass::oid || ':' || k.oid || ':0'
       = ANY (current_setting('fullschema.additions', true)::text[])
