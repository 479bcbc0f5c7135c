-- Domains.
SELECT 'pg_type'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       t.typname AS name,
       format_type(t.typbasetype, t.typtypmod) AS base_type,
       (SELECT ARRAY[cn.nspname, co.collname]::text[]
          FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
         WHERE co.oid = t.typcollation AND t.typcollation <> b.typcollation AND b.typname <> 'name') AS collation,
       t.typnotnull AS not_null,
       -- With it what tells whether a person chose it (domain.c): whether there is a comment on it, the other names.
       (SELECT ARRAY[k.conname, -- since 17
                     (SELECT 't' FROM pg_description g -- since 17
                       WHERE g.classoid = 'pg_constraint'::regclass AND g.objoid = k.oid)]::text[] -- since 17
               || ARRAY(SELECT x.conname::text FROM pg_constraint x -- since 17
                         WHERE x.contypid = t.oid AND x.contype = 'c') -- since 17
          FROM pg_constraint k -- since 17
         WHERE k.contypid = t.oid AND k.contype = 'n') AS not_null_name, -- since 17
       -- before 17: NULL AS not_null_name,
       pg_get_expr(t.typdefaultbin, 'pg_type'::regclass) AS "default"
  FROM pg_type t
  JOIN pg_type b ON b.oid = t.typbasetype
  JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE t.typtype = 'd'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND t.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_type'::regclass
                      AND e.deptype = 'e')
