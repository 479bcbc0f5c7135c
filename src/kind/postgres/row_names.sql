-- Views of functions whose rows are of a type that may have got columns since.
SELECT ev_class, ev_action
  FROM pg_rewrite
 WHERE oid >= 16384
   AND rulename = '_RETURN'
   AND ev_action::text LIKE '%{RANGETBLFUNCTION %'
