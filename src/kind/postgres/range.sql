-- Range types.
SELECT 'pg_type'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       t.typname AS name,
       format_type(r.rngsubtype, NULL) AS subtype,
       (SELECT ARRAY[opn.nspname, o.opcname]::text[]
          FROM pg_opclass o JOIN pg_namespace opn ON opn.oid = o.opcnamespace
         WHERE o.oid = r.rngsubopc AND NOT o.opcdefault) AS operator_class,
       (SELECT ARRAY[cn.nspname, co.collname]::text[]
          FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
         WHERE co.oid = r.rngcollation AND r.rngcollation <> s.typcollation) AS collation,
       (SELECT ARRAY[fn.nspname, f.proname]::text[]
          FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace
         WHERE f.oid = r.rngcanonical) AS canonical,
       (SELECT ARRAY[fn.nspname, f.proname]::text[]
          FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace
         WHERE f.oid = r.rngsubdiff) AS difference,
       ARRAY[mn.nspname, m.typname]::text[] AS multirange -- since 14
       -- before 14: NULL AS multirange
  FROM pg_range r
  JOIN pg_type t ON t.oid = r.rngtypid
  JOIN pg_type s ON s.oid = r.rngsubtype
  JOIN pg_type m ON m.oid = r.rngmultitypid -- since 14
  JOIN pg_namespace mn ON mn.oid = m.typnamespace -- since 14
  JOIN pg_namespace n ON n.oid = t.typnamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND t.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_type'::regclass
                      AND e.deptype = 'e')
