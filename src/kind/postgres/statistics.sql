-- Extended statistics.
SELECT 'pg_statistic_ext'::regclass::oid AS class_id,
       s.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       c.relname AS relation,
       CASE WHEN sn.oid = n.oid THEN '' ELSE sn.nspname || '.' END || s.stxname AS name,
       pg_get_statisticsobjdef(s.oid) AS definition,
       sn.nspname AS statistics_schema,
       s.stxname AS statistics_name,
       CASE WHEN s.stxstattarget >= 0 THEN s.stxstattarget END AS target -- since 13
       -- before 13: NULL AS target
  FROM pg_statistic_ext s
  JOIN pg_namespace sn ON sn.oid = s.stxnamespace
  JOIN pg_class c ON c.oid = s.stxrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND s.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_statistic_ext'::regclass
                      AND e.deptype = 'e')
   AND (c.oid NOT IN (SELECT e.objid FROM pg_depend e
                     WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                       AND e.deptype = 'e')
        -- addition.sql
        OR 'pg_statistic_ext'::regclass::oid || ':' || s.oid || ':0'
           = ANY (current_setting('fullschema.additions', true)::text[]))
