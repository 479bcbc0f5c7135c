-- Operators.
WITH f AS (
    SELECT p.oid, ARRAY[n.nspname, p.proname]::text[] AS name
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
),
operator AS (
    SELECT o.oid, ARRAY[n.nspname, o.oprname]::text[] AS name
      FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
)
SELECT 'pg_operator'::regclass::oid AS class_id,
       o.oid AS object_id,
       0 AS sub_id,
       n.nspname AS schema,
       '' AS relation,
       o.oprname || '(' || CASE WHEN o.oprleft = 0 THEN 'NONE' ELSE format_type(o.oprleft, NULL) END || ', '
                 || CASE WHEN o.oprright = 0 THEN 'NONE' ELSE format_type(o.oprright, NULL) END || ')' AS name,
       o.oprname AS operator,
       (SELECT f.name FROM f WHERE f.oid = o.oprcode) AS function,
       CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS "left",
       CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END AS "right",
       (SELECT c.name FROM operator c WHERE c.oid = o.oprcom) AS commutator,
       (SELECT c.name FROM operator c WHERE c.oid = o.oprnegate) AS negator,
       (SELECT f.name FROM f WHERE f.oid = o.oprrest) AS restrict,
       (SELECT f.name FROM f WHERE f.oid = o.oprjoin) AS "join",
       o.oprcanhash AS hashes,
       o.oprcanmerge AS merges
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
 -- Without a function it is only promised, by an operator that names it as its commutator or negator.
 WHERE o.oprcode <> 0
   AND n.nspname !~ '^pg_'
   AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
