-- User mappings. The view shows options only to whom they concern.
SELECT 'pg_user_mapping'::regclass::oid AS class_id,
       m.umid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       'FOR ' || CASE m.umuser WHEN 0 THEN 'PUBLIC' ELSE m.usename::text END || ' SERVER ' || m.srvname AS name,
       CASE m.umuser WHEN 0 THEN '' ELSE m.usename::text END AS "user",
       m.srvname AS server,
       (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(m.umoptions) o) AS options,
       -- As the view's own condition.
       NOT ((m.umuser <> 0 AND m.usename = current_user
             AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(m.srvid, 'USAGE')))
            OR (m.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE'))
            OR (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)) AS hidden
  FROM pg_user_mappings m
  JOIN pg_foreign_server s ON s.oid = m.srvid
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_user_mapping'::regclass AND e.objid = m.umid AND e.deptype = 'e')
