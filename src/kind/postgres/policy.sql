-- Row-level security policies.
SELECT 'pg_policy'::regclass::oid AS class_id,
       p.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       p.polname AS name,
       CASE WHEN NOT p.polpermissive THEN 'RESTRICTIVE' END AS permissive,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                     WHEN 'd' THEN 'DELETE' END AS command,
       -- NULL is PUBLIC
       (SELECT array_agg(r.rolname::text ORDER BY r.rolname)
          FROM unnest(p.polroles) u
          JOIN pg_roles r ON r.oid = u) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS visible,
       pg_get_expr(p.polwithcheck, p.polrelid) AS allowed
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_policy'::regclass::oid || ':' || p.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
