-- Text search dictionaries.
SELECT 'pg_ts_dict'::regclass::oid AS class_id,
       d.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       d.dictname AS name,
       ARRAY[tn.nspname, t.tmplname]::text[] AS template,
       d.dictinitoption AS options
  FROM pg_ts_dict d
  JOIN pg_namespace n ON n.oid = d.dictnamespace
  JOIN pg_ts_template t ON t.oid = d.dicttemplate
  JOIN pg_namespace tn ON tn.oid = t.tmplnamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid AND e.deptype = 'e')
