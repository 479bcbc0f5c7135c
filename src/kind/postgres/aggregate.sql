-- Aggregates.
WITH f AS (
    SELECT p.oid, ARRAY[n.nspname, p.proname]::text[] AS name
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
)
SELECT 'pg_proc'::regclass::oid AS class_id,
       p.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       p.proname || '(' || COALESCE((SELECT string_agg(format_type(t, NULL), ', ' ORDER BY i)
                                       FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)), '') || ')' AS name,
       p.proname AS function,
       pg_get_function_arguments(p.oid) AS arguments,
       a.aggkind AS kind,
       NULLIF(p.proparallel, 'u') AS parallel,
       (SELECT f.name FROM f WHERE f.oid = a.aggtransfn) AS step,
       format_type(a.aggtranstype, NULL) AS state,
       NULLIF(a.aggtransspace, 0) AS state_size,
       (SELECT f.name FROM f WHERE f.oid = a.aggfinalfn) AS final,
       a.aggfinalextra AS final_extra,
       a.aggfinalmodify AS final_modify,
       (SELECT f.name FROM f WHERE f.oid = a.aggcombinefn) AS combine,
       (SELECT f.name FROM f WHERE f.oid = a.aggserialfn) AS serial,
       (SELECT f.name FROM f WHERE f.oid = a.aggdeserialfn) AS deserial,
       a.agginitval AS initial,
       (SELECT f.name FROM f WHERE f.oid = a.aggmtransfn) AS moving_step,
       (SELECT f.name FROM f WHERE f.oid = a.aggminvtransfn) AS moving_inverse,
       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS moving_state,
       NULLIF(a.aggmtransspace, 0) AS moving_size,
       (SELECT f.name FROM f WHERE f.oid = a.aggmfinalfn) AS moving_final,
       a.aggmfinalextra AS moving_extra,
       a.aggmfinalmodify AS moving_modify,
       a.aggminitval AS moving_initial,
       (SELECT ARRAY[sn.nspname, s.oprname]::text[]
          FROM pg_operator s JOIN pg_namespace sn ON sn.oid = s.oprnamespace
         WHERE s.oid = a.aggsortop) AS sort_operator
  FROM pg_aggregate a
  JOIN pg_proc p ON p.oid = a.aggfnoid
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE true
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND p.oid NOT IN (SELECT e.objid FROM pg_depend e
                    WHERE e.refclassid = 'pg_extension'::regclass AND e.classid = 'pg_proc'::regclass
                      AND e.deptype = 'e')
