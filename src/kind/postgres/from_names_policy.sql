-- Policies whose texts may lack names of columns in FROM.
SELECT oid AS object_id, polqual AS tree, polwithcheck AS second_tree
  FROM pg_policy
 WHERE polqual::text ~ '{(RANGETBLFUNCTION|TABLEFUNC) '
    OR polwithcheck::text ~ '{(RANGETBLFUNCTION|TABLEFUNC) '
