-- Triggers that a partition has from its parent, where they fire otherwise than the parent's.
SELECT 'pg_trigger'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       t.tgname AS name,
       ARRAY[pn.nspname, p.relname]::text[] AS parent,
       t.tgenabled AS enabled
  FROM pg_trigger t
  JOIN pg_trigger u ON u.oid = t.tgparentid -- since 13
  -- before 13: JOIN pg_depend d ON d.classid = 'pg_trigger'::regclass AND d.objid = t.oid AND d.refclassid = d.classid
  -- before 13: JOIN pg_trigger u ON u.oid = d.refobjid AND u.tgname = t.tgname
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class p ON p.oid = u.tgrelid
  JOIN pg_namespace pn ON pn.oid = p.relnamespace
 WHERE t.tgenabled <> u.tgenabled
   -- Those of foreign keys have no names to speak of (unsupported.sql).
   AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype <> 't')
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
