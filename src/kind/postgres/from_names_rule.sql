-- Rules whose text may lack names of columns in FROM.
SELECT oid AS object_id, ev_qual::text || ' ' || ev_action::text AS tree
  FROM pg_rewrite
 WHERE oid >= 16384
   AND rulename <> '_RETURN'
   AND ev_qual::text || ' ' || ev_action::text ~ '{(RANGETBLFUNCTION|TABLEFUNC) '
