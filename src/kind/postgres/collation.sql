-- Collations.
SELECT 'pg_collation'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.collname AS name,
       c.collprovider AS provider,
       c.collisdeterministic AS deterministic, -- since 12
       -- before 12: true AS deterministic,
       COALESCE(c.colllocale, c.collcollate) AS collate, -- since 17
       -- before 17: COALESCE(c.colliculocale, c.collcollate) AS collate, -- since 15
       -- before 15: c.collcollate AS collate,
       COALESCE(c.colllocale, c.collctype) AS ctype, -- since 17
       -- before 17: COALESCE(c.colliculocale, c.collctype) AS ctype, -- since 15
       -- before 15: c.collctype AS ctype,
       c.collicurules AS rules -- since 16
       -- before 16: NULL AS rules
  FROM pg_collation c
  JOIN pg_namespace n ON n.oid = c.collnamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
