-- Constraints that rows may break because they were never checked: NOT VALID, NOT ENFORCED.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       pg_get_constraintdef(k.oid) AS definition,
       k.conislocal
           -- constraint.sql
           OR NOT EXISTS (SELECT 1 FROM pg_inherits h
                            JOIN pg_constraint a ON a.conrelid = h.inhparent AND a.contype = k.contype
                                                AND NOT a.connoinherit
                                                AND (k.contype = 'n' OR a.conname = k.conname)
                           WHERE h.inhrelid = k.conrelid
                             AND (k.contype = 'c'
                                  OR EXISTS (SELECT 1 FROM pg_attribute b
                                               JOIN pg_attribute m ON m.attname = b.attname
                                              WHERE b.attrelid = a.conrelid AND ARRAY[b.attnum] = a.conkey
                                                AND m.attrelid = k.conrelid AND ARRAY[m.attnum] = k.conkey))) AS local
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE k.contype IN ('c', 'n')
   AND NOT k.convalidated
   AND c.relkind IN ('r', 'p', 'f')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_constraint'::regclass::oid || ':' || k.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
