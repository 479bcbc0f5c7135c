-- Conversions between encodings.
SELECT 'pg_conversion'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       c.conname AS name,
       c.condefault AS "default",
       pg_encoding_to_char(c.conforencoding) AS source,
       pg_encoding_to_char(c.contoencoding) AS target,
       ARRAY[fn.nspname, f.proname]::text[] AS function
  FROM pg_conversion c
  JOIN pg_namespace n ON n.oid = c.connamespace
  JOIN pg_proc f ON f.oid = c.conproc
  JOIN pg_namespace fn ON fn.oid = f.pronamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_conversion'::regclass AND e.objid = c.oid AND e.deptype = 'e')
