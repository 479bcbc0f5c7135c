-- Materialized views.
SELECT 'pg_class'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.relname AS name,
       pg_get_viewdef(c.oid) AS definition,
       -- Those of the TOAST table last, as in a text.
       (SELECT array_agg(o ORDER BY of_toast, o COLLATE "C")
          FROM (SELECT false, o FROM unnest(c.reloptions) o
                UNION ALL
                SELECT true, 'toast.' || o FROM unnest(t.reloptions) o) all_options(of_toast, o)) AS options,
       NULLIF(am.amname, 'heap') AS access_method -- since 12
       -- before 12: NULL AS access_method
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_am am ON am.oid = c.relam
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
 WHERE c.relkind = 'm'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND c.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_class'::regclass
                      AND e.deptype = 'e')
