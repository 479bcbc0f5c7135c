-- Foreign keys; one that a partition has from its parent says which, and is printed where its name is another.
SELECT 'pg_constraint'::regclass::oid AS class_id,
       k.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       k.conname AS name,
       -- definition.h; a table of the name of one of the server's is not spelt as others are.
       CASE WHEN NOT (k.confmatchtype = 's' AND NOT k.condeferrable AND k.convalidated
                      AND k.confdelsetcols IS NULL -- since 15
                      AND NOT k.conperiod AND k.conenforced -- since 18
                      AND r.relname !~ '^pg_')
            THEN pg_get_constraintdef(k.oid) END AS definition,
       rn.nspname AS referenced_schema,
       r.relname AS referenced_table,
       k.convalidated AS valid,
       (SELECT ARRAY[un.nspname, u.relname, up.conname]::text[]
          FROM pg_constraint up
          JOIN pg_class u ON u.oid = up.conrelid
          JOIN pg_namespace un ON un.oid = u.relnamespace
         WHERE up.oid = k.conparentid) AS parent,
       k.conrelid AS table_id,
       k.conkey AS keys,
       k.confrelid AS referenced_id,
       k.confkey AS referenced_keys,
       k.confupdtype AS on_update,
       k.confdeltype AS on_delete
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class r ON r.oid = k.confrelid
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
 WHERE k.contype = 'f'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   -- A key that refers to a partitioned table has a hidden copy for each partition it refers to.
   AND NOT EXISTS (SELECT 1 FROM pg_constraint up
                    WHERE up.oid = k.conparentid AND up.conrelid = k.conrelid)
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_constraint'::regclass::oid || ':' || k.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
