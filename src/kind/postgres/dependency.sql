-- What needs what: pg_depend between objects of users, in terms of objects that are printed.
WITH RECURSIVE edge AS (
    SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid
      FROM pg_depend
     WHERE deptype IN ('n', 'a', 'i', 'P', 'S')
       AND refobjid >= 16384
       AND classid <> 0
       -- A sequence belongs to its column, but is made before it.
       AND NOT (classid = 'pg_class'::regclass AND deptype IN ('a', 'i')
                AND objid IN (SELECT seqrelid FROM pg_sequence))
),
-- Where an object is printed: (class, object, sub) is part of (to_class, to_object, to_sub).
part AS (
    SELECT 'pg_attrdef'::regclass::oid AS class, oid AS object, 0 AS sub,
           'pg_class'::regclass::oid AS to_class, adrelid AS to_object, adnum::int AS to_sub
      FROM pg_attrdef
     WHERE adrelid >= 16384
    UNION ALL
    -- A view's query; other rules are objects of their own.
    SELECT 'pg_rewrite'::regclass, oid, 0, 'pg_class'::regclass, ev_class, 0
      FROM pg_rewrite
     WHERE ev_class >= 16384 AND rulename = '_RETURN'
    UNION ALL
    -- The index of a constraint.
    SELECT 'pg_class'::regclass, conindid, 0, 'pg_constraint'::regclass, oid, 0
      FROM pg_constraint
     WHERE contype IN ('p', 'u', 'x') AND conindid >= 16384
    UNION ALL
    -- Constraints of domains.
    SELECT 'pg_constraint'::regclass, oid, 0, 'pg_type'::regclass, contypid, 0
      FROM pg_constraint
     WHERE contypid >= 16384
    UNION ALL
    -- The sequence of an identity column.
    SELECT 'pg_class'::regclass, objid, 0, 'pg_class'::regclass, refobjid, refobjsubid
      FROM pg_depend
     WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype = 'i'
       AND objid IN (SELECT seqrelid FROM pg_sequence)
    UNION ALL
    -- The row type of a table or view. A composite type is printed for its type.
    SELECT 'pg_type'::regclass, reltype, 0, 'pg_class'::regclass, oid, 0
      FROM pg_class
     WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND reltype >= 16384
    UNION ALL
    SELECT 'pg_class'::regclass, oid, 0, 'pg_type'::regclass, reltype, 0
      FROM pg_class
     WHERE relkind = 'c' AND reltype >= 16384
    UNION ALL
    -- Array types.
    SELECT 'pg_type'::regclass, typarray, 0, 'pg_type'::regclass, oid, 0
      FROM pg_type
     WHERE typarray >= 16384
    UNION ALL -- since 14
    -- Multirange types. -- since 14
    SELECT 'pg_type'::regclass, rngmultitypid, 0, 'pg_type'::regclass, rngtypid, 0 -- since 14
      FROM pg_range -- since 14
     WHERE rngmultitypid >= 16384 -- since 14
),
mapped AS (
    SELECT class, object, to_class, to_object, to_sub, 1 AS depth
      FROM part
    UNION ALL
    SELECT m.class, m.object, p.to_class, p.to_object, p.to_sub, m.depth + 1
      FROM mapped m
      JOIN part p ON p.class = m.to_class AND p.object = m.to_object
     WHERE m.depth < 4 AND m.to_sub = 0
),
final AS (
    SELECT DISTINCT ON (class, object) class, object, to_class, to_object, to_sub
      FROM mapped
     ORDER BY class, object, depth DESC
),
address AS (
    SELECT COALESCE(f.to_class, e.classid) AS class_id,
           COALESCE(f.to_object, e.objid) AS object_id,
           COALESCE(f.to_sub, e.objsubid) AS sub_id,
           COALESCE(r.to_class, e.refclassid) AS to_class_id,
           COALESCE(r.to_object, e.refobjid) AS to_object_id,
           COALESCE(r.to_sub, e.refobjsubid) AS to_sub_id
      FROM edge e
      LEFT JOIN final f ON f.class = e.classid AND f.object = e.objid
      LEFT JOIN final r ON r.class = e.refclassid AND r.object = e.refobjid
)
SELECT DISTINCT class_id, object_id, sub_id, to_class_id, to_object_id, to_sub_id
  FROM address
 WHERE (class_id, object_id) <> (to_class_id, to_object_id)
