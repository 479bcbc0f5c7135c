-- All sequences: what a fresh one's position is. Where they stand is asked of each one (sequence_position.c).
SELECT n.nspname AS schema,
       c.relname AS name,
       s.seqstart AS start,
       -- What a role lacks to read them.
       CASE WHEN NOT has_schema_privilege(n.oid, 'USAGE')
            THEN 'GRANT USAGE ON SCHEMA ' || quote_ident(n.nspname) || ' TO ' || quote_ident(current_user)
       END AS usage_grant,
       CASE WHEN NOT has_sequence_privilege(c.oid, 'SELECT')
            THEN 'GRANT SELECT ON SEQUENCE ' || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' TO '
                 || quote_ident(current_user)
       END AS select_grant
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   -- Those of extensions that these ask to keep (row.sql).
   AND (EXISTS (SELECT 1 FROM pg_extension x WHERE c.oid = ANY (x.extconfig))
        OR c.oid NOT IN (SELECT e.objid FROM pg_depend e
                        WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                          AND e.deptype = 'e'))
 ORDER BY n.nspname, c.relname
