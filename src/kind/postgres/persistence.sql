-- What becomes UNLOGGED or LOGGED after it was made. ALTER TABLE ... SET UNLOGGED takes the sequences of a table's
-- columns along, from 15 on, and every server has it: so one text makes what each makes of a table with serial columns.
-- before 15: SELECT 0 AS class_id, 0 AS object_id, 0 AS sub_id, n.nspname AS schema, t.relname AS relation, t.relname AS name,
-- before 15:        'UNLOGGED' AS persistence
-- before 15:   FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
-- before 15:  WHERE t.relkind = 'r' AND t.relpersistence = 'u' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
-- before 15:    AND EXISTS (SELECT 1 FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
-- before 15:                 WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
-- before 15:                   AND d.refobjid = t.oid AND d.deptype = 'a')
-- before 15:    AND NOT EXISTS (SELECT 1 FROM pg_depend e
-- before 15:                     WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
WITH owned AS ( -- since 15
    SELECT n.nspname AS schema, t.oid AS table_id, t.relname AS "table", t.relpersistence AS table_is, -- since 15
           c.relname AS sequence, c.relpersistence AS sequence_is, d.deptype, -- since 15
           bool_or(d.deptype = 'a' AND c.relpersistence = 'u') OVER (PARTITION BY t.oid) AS taken_along -- since 15
      FROM pg_depend d -- since 15
      JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S' -- since 15
      JOIN pg_class t ON t.oid = d.refobjid AND t.relkind IN ('r', 'p', 'f') -- since 15
      JOIN pg_namespace n ON n.oid = c.relnamespace -- since 15
     WHERE d.classid = 'pg_class'::regclass -- since 15
       AND d.refclassid = 'pg_class'::regclass -- since 15
       AND d.deptype IN ('a', 'i') -- since 15
       AND n.nspname !~ '^pg_' -- since 15
       AND n.nspname <> 'information_schema' -- since 15
       AND NOT EXISTS (SELECT 1 FROM pg_depend e -- since 15
                        WHERE e.classid = 'pg_class'::regclass AND e.objid IN (c.oid, t.oid) AND e.deptype = 'e') -- since 15
) -- since 15
SELECT DISTINCT 0 AS class_id, 0 AS object_id, 0 AS sub_id, o.schema, o."table" AS relation, o."table" AS name, -- since 15
       'UNLOGGED' AS persistence -- since 15
  FROM owned o -- since 15
 WHERE o.table_is = 'u' AND o.taken_along -- since 15
UNION ALL -- since 15
-- A sequence that differs from its table; one of a column that is no identity was made as it is, if it can be. -- since 15
SELECT 0, 0, 0, o.schema, o."table", o.sequence, CASE o.sequence_is WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END -- since 15
  FROM owned o -- since 15
 WHERE o.sequence_is <> o.table_is -- since 15
   AND (o.deptype = 'i' OR (o.table_is = 'u' AND o.taken_along)) -- since 15
