-- Triggers, without those of constraints and the copies that partitions have of their parent's.
SELECT 'pg_trigger'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       t.tgname AS name,
       pg_get_triggerdef(t.oid) AS definition,
       NULLIF(t.tgenabled, 'O') AS enabled,
       t.tgtype::int & 4 <> 0 AS on_insert
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE NOT t.tgisinternal
   AND t.tgparentid = 0 -- since 13
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND t.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_trigger'::regclass
                      AND e.deptype = 'e')
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_trigger'::regclass::oid || ':' || t.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
