-- Bodies whose text may name something else than a parameter by a parameter's name. PostgreSQL prints the n-th input
-- parameter as FUNCTION.NAME with the n-th name of all parameters: an output parameter before it gives it the name of
-- another, and a relation called like the function has columns of that spelling.
SELECT p.oid, -- since 14
       p.proname, -- since 14
       p.proargnames, -- since 14
       p.prosqlbody -- since 14
  FROM pg_proc p -- since 14
 WHERE p.oid >= 16384 -- since 14
   AND p.prosqlbody IS NOT NULL -- since 14
   AND p.proargnames IS NOT NULL -- since 14
   AND (position(':aliasname ' || p.proname || ' ' IN replace(p.prosqlbody::text, '\', '')) > 0 -- since 14
        OR EXISTS (SELECT 1 -- since 14
                     FROM unnest(p.proargmodes) WITH ORDINALITY o (mode, i), -- since 14
                          unnest(p.proargmodes) WITH ORDINALITY n (mode, i) -- since 14
                    WHERE o.mode IN ('o', 't') AND n.mode IN ('i', 'b', 'v') AND o.i < n.i)) -- since 14
-- before 14: SELECT NULL AS oid, NULL AS proname, NULL AS proargnames, NULL AS prosqlbody WHERE false
