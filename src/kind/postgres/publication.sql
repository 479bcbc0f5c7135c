-- Publications.
SELECT 'pg_publication'::regclass::oid AS class_id,
       p.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       p.pubname AS name,
       p.puballtables AS all_tables,
       concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
                 CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END) AS operations,
       p.pubviaroot AS via_root, -- since 13
       -- before 13: false AS via_root,
       p.pubgencols::text AS generated_columns -- since 18
       -- before 18: 'n' AS generated_columns
  FROM pg_publication p
 WHERE true
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid AND e.deptype = 'e')
