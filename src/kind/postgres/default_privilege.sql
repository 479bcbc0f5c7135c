-- ALTER DEFAULT PRIVILEGES: what objects that are made from now on are granted with.
WITH entry AS (
    SELECT d.oid, d.defaclrole AS owner, n.nspname AS schema,
           CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS keyword,
           d.defaclacl AS acl, code.code,
           -- In one schema they are added to the usual ones, elsewhere they replace them.
           CASE WHEN n.oid IS NULL THEN acldefault(code.code, d.defaclrole) END AS usual
      FROM pg_default_acl d
      LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      -- As acldefault() wants it.
     CROSS JOIN LATERAL (SELECT CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END AS code) code
),
change AS (
    SELECT e.*, 'GRANT' AS action, x.grantee, x.privilege_type, x.is_grantable
      FROM entry e CROSS JOIN LATERAL aclexplode(e.acl) x
     WHERE NOT EXISTS (SELECT 1 FROM aclexplode(e.usual) u
                        WHERE u.grantee = x.grantee AND u.privilege_type = x.privilege_type
                          AND u.is_grantable >= x.is_grantable)
    UNION ALL
    SELECT e.*, 'REVOKE', x.grantee, x.privilege_type, false
      FROM entry e CROSS JOIN LATERAL aclexplode(e.usual) x
     WHERE NOT EXISTS (SELECT 1 FROM aclexplode(e.acl) u
                        WHERE u.grantee = x.grantee AND u.privilege_type = x.privilege_type)
)
SELECT 0 AS class_id,
       0 AS object_id,
       0 AS sub_id,
       COALESCE(c.schema, '') AS schema,
       '' AS relation,
       c.action || ' ' || c.keyword || ' ' || role.name || CASE WHEN c.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
           AS name,
       c.action,
       c.keyword,
       -- All that a table has: how many rights those are grows with the versions.
       CASE WHEN c.code = 'r'
             AND count(*) = (SELECT count(*) FROM aclexplode(acldefault(c.code, c.owner)) d WHERE d.grantee = c.owner)
            THEN 'ALL' ELSE string_agg(c.privilege_type, ', ' ORDER BY c.privilege_type COLLATE "C") END AS privileges,
       role.name AS role,
       c.is_grantable AS grantable,
       -- Whose objects it is about.
       maker.rolname AS maker
  FROM change c
  LEFT JOIN pg_roles r ON r.oid = c.grantee
  JOIN pg_roles maker ON maker.oid = c.owner
  CROSS JOIN LATERAL (SELECT CASE WHEN c.grantee = 0 THEN '' WHEN c.grantee = c.owner THEN '*'
                                  ELSE r.rolname::text END AS name) role
 GROUP BY c.oid, c.schema, c.action, c.keyword, c.code, c.owner, role.name, c.is_grantable, maker.rolname
