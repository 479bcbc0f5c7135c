-- The role that owns most of what there is, which a snapshot takes for its own; in an empty database that one's owner.
SELECT r.rolname
  FROM (SELECT c.relowner AS role
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
           AND c.oid >= 16384
           AND n.nspname !~ '^pg_'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.objsubid = 0
                              AND e.deptype IN ('e', 'i'))
        UNION ALL
        SELECT p.proowner
          FROM pg_proc p
          JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid >= 16384
           AND n.nspname !~ '^pg_'
           AND NOT EXISTS (SELECT 1 FROM pg_depend e
                            WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
        UNION ALL
        SELECT NULL) o
  JOIN pg_database d ON d.datname = current_database()
  JOIN pg_roles r ON r.oid = COALESCE(o.role, d.datdba)
 GROUP BY r.rolname
 ORDER BY count(o.role) DESC, r.rolname::text COLLATE "C"
 LIMIT 1
