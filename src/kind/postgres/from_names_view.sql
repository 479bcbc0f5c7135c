-- Views whose text may lack names of columns in FROM.
SELECT ev_class AS object_id, ev_action AS tree
  FROM pg_rewrite
 WHERE oid >= 16384
   AND rulename = '_RETURN'
   AND ev_action::text ~ '{(RANGETBLFUNCTION|TABLEFUNC) '
