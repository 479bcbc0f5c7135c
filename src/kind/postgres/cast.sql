-- Casts, named by their types; without those of a range type to its multirange type.
SELECT 'pg_cast'::regclass::oid AS class_id,
       c.oid AS object_id,
       0 AS sub_id,
       '' AS schema,
       '' AS relation,
       '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')' AS name,
       format_type(c.castsource, NULL) AS source,
       format_type(c.casttarget, NULL) AS target,
       c.castmethod AS method,
       c.castcontext AS context,
       ARRAY[fn.nspname, f.proname]::text[] AS function,
       pg_get_function_identity_arguments(f.oid) AS arguments
  FROM pg_cast c
  LEFT JOIN pg_proc f ON f.oid = c.castfunc
  LEFT JOIN pg_namespace fn ON fn.oid = f.pronamespace
 WHERE c.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype IN ('e', 'i'))
