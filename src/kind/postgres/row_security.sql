-- Tables with row-level security.
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       '' AS name,
       c.relrowsecurity AS enabled,
       c.relforcerowsecurity AS forced
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE (c.relrowsecurity OR c.relforcerowsecurity)
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- With the policies that were added (addition.sql).
        OR EXISTS (SELECT 1 FROM pg_policy p
                    WHERE p.polrelid = c.oid
                      AND 'pg_policy'::regclass::oid || ':' || p.oid || ':0'
                          = ANY (current_setting('fullschema.additions', true)::text[])))
