-- Types made of functions, those in C among them.
SELECT 'pg_type'::regclass::oid AS class_id,
       t.oid AS object_id,
       0 AS sub_id,
       s.nspname AS schema,
       '' AS relation,
       t.typname AS name,
       CASE t.typlen WHEN -1 THEN 'VARIABLE' ELSE t.typlen::text END AS internallength,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typinput) AS input,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typoutput) AS output,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typreceive) AS receive,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typsend) AS send,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typmodin) AS typmod_in,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typmodout) AS typmod_out,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
         WHERE p.oid = t.typanalyze) AS analyze,
       (SELECT ARRAY[n.nspname, p.proname]::text[] FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace -- since 14
         WHERE p.oid = t.typsubscript AND p.proname <> 'raw_array_subscript_handler') AS subscript, -- since 14
       -- before 14: NULL AS subscript,
       CASE t.typalign WHEN 'c' THEN 'char' WHEN 's' THEN 'int2' WHEN 'd' THEN 'double' END AS alignment,
       CASE t.typstorage WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' WHEN 'm' THEN 'main' END AS storage,
       NULLIF(t.typcategory, 'U') AS category,
       NULLIF(t.typdelim, ',') AS delimiter,
       t.typdefault AS "default",
       CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END AS element,
       t.typbyval AS passedbyvalue,
       t.typispreferred AS preferred,
       t.typcollation <> 0 AS collatable
  FROM pg_type t
  JOIN pg_namespace s ON s.oid = t.typnamespace
 WHERE t.oid >= 16384
   AND s.nspname !~ '^pg_'
   AND s.nspname <> 'information_schema'
   AND t.typtype = 'b'
   AND t.typarray <> 0 -- it is no array itself
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
