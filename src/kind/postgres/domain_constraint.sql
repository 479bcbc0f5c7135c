-- Checks of domains.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       t.typname AS relation,
       k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition
  FROM pg_constraint k
  JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE k.contype = 'c'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND t.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_type'::regclass
                      AND e.deptype = 'e')
