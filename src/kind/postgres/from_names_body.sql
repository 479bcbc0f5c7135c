-- Bodies whose text may lack names of columns in FROM.
SELECT oid AS object_id, prosqlbody AS tree -- since 14
  FROM pg_proc -- since 14
 WHERE oid >= 16384 -- since 14
   AND prosqlbody::text ~ '{(RANGETBLFUNCTION|TABLEFUNC) ' -- since 14
-- before 14: SELECT NULL AS object_id, NULL AS tree WHERE false
