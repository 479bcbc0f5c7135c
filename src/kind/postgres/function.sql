-- Functions and procedures.
SELECT 'pg_proc'::regclass::oid AS class_id,
       p.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       p.proname || '(' || COALESCE((SELECT string_agg(format_type(a, NULL), ', ' ORDER BY i)
                                       FROM unnest(p.proargtypes) WITH ORDINALITY u (a, i)), '') || ')' AS name,
       p.proname AS function,
       p.prokind AS kind,
       pg_get_function_arguments(p.oid) AS arguments,
       pg_get_function_result(p.oid) AS result,
       l.lanname AS language,
       p.provolatile AS volatility,
       p.proparallel AS parallel,
       p.proisstrict AS strict,
       p.prosecdef AS security_definer,
       p.proleakproof AS leakproof,
       NULLIF(p.procost::text, CASE WHEN l.lanname IN ('c', 'internal') THEN '1' ELSE '100' END) AS cost,
       CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows::text END AS rows,
       (SELECT ARRAY[fn.nspname, f.proname]::text[] -- since 12
          FROM pg_proc f JOIN pg_namespace fn ON fn.oid = f.pronamespace -- since 12
         WHERE f.oid = p.prosupport) AS support, -- since 12
       -- before 12: NULL AS support,
       (SELECT array_agg(format_type(t, NULL) ORDER BY i)
          FROM unnest(p.protrftypes) WITH ORDINALITY u (t, i)) AS transforms,
       -- No SET clause makes an empty list; one with an empty name means the same.
       (SELECT array_agg(CASE c WHEN 'search_path=' THEN 'search_path=""' ELSE c END ORDER BY i)
          FROM unnest(p.proconfig) WITH ORDINALITY u (c, i)) AS settings,
       p.prosrc AS body,
       p.probin AS library,
       pg_get_function_sqlbody(p.oid) AS statement -- since 14
       -- before 14: NULL AS statement
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
 WHERE p.prokind <> 'a'
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND p.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_proc'::regclass
                      AND e.deptype = 'e')
   -- A range type brings its constructors, a multirange type too.
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'i')
