-- Rules, without those that make a view.
SELECT 'pg_rewrite'::regclass::oid AS class_id,
       r.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       r.rulename AS name,
       pg_get_ruledef(r.oid) AS definition,
       NULLIF(r.ev_enabled, 'O') AS enabled,
       r.ev_type = '3' AS on_insert
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.rulename <> '_RETURN'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND r.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_rewrite'::regclass
                      AND e.deptype = 'e')
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_rewrite'::regclass::oid || ':' || r.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
