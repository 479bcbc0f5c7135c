-- Transforms, named by their type and language.
SELECT 'pg_transform'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       'FOR ' || format_type(t.trftype, NULL) || ' LANGUAGE ' || l.lanname AS name,
       format_type(t.trftype, NULL) AS type,
       l.lanname AS language,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.trffromsql) AS from_sql,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.trftosql) AS to_sql
  FROM pg_transform t
  JOIN pg_language l ON l.oid = t.trflang
 WHERE t.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
