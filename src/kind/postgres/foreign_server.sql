-- Foreign servers.
SELECT 'pg_foreign_server'::regclass::oid AS class_id,
       s.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       s.srvname AS name,
       w.fdwname AS wrapper,
       s.srvtype AS type,
       s.srvversion AS version,
       (SELECT array_agg(o ORDER BY o COLLATE "C") FROM unnest(s.srvoptions) o) AS options
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
