-- The names of types made of functions, which these functions need before there is the type. Not the address of the type.
SELECT 'pg_type'::regclass::oid AS class_id,
       t.oid AS object_id,
       1 AS sub_id,
       s.nspname AS schema,
       '' AS relation,
       t.typname AS name
  FROM pg_type t
  JOIN pg_namespace s ON s.oid = t.typnamespace
 WHERE t.oid >= 16384
   AND s.nspname !~ '^pg_'
   AND s.nspname <> 'information_schema'
   AND t.typtype = 'b'
   AND t.typarray <> 0 -- it is no array itself
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
