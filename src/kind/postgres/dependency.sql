-- What needs what: pg_depend between objects of users, in terms of objects that are printed.
WITH edge AS (
    SELECT d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid,
           -- Of a domain, all but its base type is needed by its default.
           d.classid IN ('pg_attrdef'::regclass, 'pg_rewrite'::regclass)
               OR t.typtype = 'd' AND NOT (d.refclassid = 'pg_type'::regclass AND d.refobjid = t.typbasetype)
                                  AND d.refclassid <> 'pg_collation'::regclass AS of_part,
           -- A query that reads its own view, or has values of its rows.
           COALESCE(q.oid IS NOT NULL AND d.deptype = 'n'
                    AND (d.refclassid <> 'pg_class'::regclass OR d.refobjid <> q.ev_class OR d.refobjsubid > 0
                         -- Up to 15 every query of a view lists the view twice, as OLD and NEW.
                         OR (SELECT count(*) FROM regexp_matches(q.ev_action::text, ':relid ' || q.ev_class || ' ', 'g'))
                            > CASE WHEN current_setting('server_version_num')::int < 160000 THEN 2 ELSE 0 END),
                    false) AS of_query
      FROM pg_depend d
      LEFT JOIN pg_rewrite q ON q.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
      LEFT JOIN pg_class c ON c.oid = d.objid AND d.classid = 'pg_class'::regclass
      LEFT JOIN pg_type t ON t.oid = d.objid AND d.classid = 'pg_type'::regclass
      LEFT JOIN pg_constraint k ON k.oid = d.objid AND d.classid = 'pg_constraint'::regclass
     -- As numbers of another type they are not what the server believes of catalogs that were never analyzed: that
     -- hardly an object is a user's, so that it may look for each among all.
     WHERE d.refobjid::bigint >= 16384
       AND d.objid::bigint >= 16384
       AND d.deptype IN ('n', 'a', 'i', 'I', 'P', 'S')
       -- Schemas stand before all that can be in them, only extensions before schemas; and what is in a schema that
       -- an extension has goes where that cannot be made (unsupported.sql).
       AND (d.refclassid <> 'pg_namespace'::regclass OR d.classid = 'pg_extension'::regclass
            OR d.refobjid IN (SELECT e.objid FROM pg_depend e
                               WHERE e.classid = 'pg_namespace'::regclass AND e.refclassid = 'pg_extension'::regclass
                                 AND e.deptype = 'e'))
       AND CASE c.relkind
           -- A sequence belongs to its column, but is made before it.
           WHEN 'S' THEN d.deptype = 'n'
           -- An index stands behind its table anyway; that of a partitioned table, behind those of its partitions.
           WHEN 'i' THEN d.refclassid <> 'pg_class'::regclass
           WHEN 'I' THEN d.refclassid <> 'pg_class'::regclass
           WHEN 't' THEN false
           ELSE true END
       -- A constraint stands in or behind its table anyway.
       AND NOT (d.refclassid = 'pg_class'::regclass AND COALESCE(k.conrelid, 0) = d.refobjid)
       -- The server's own triggers, which keep constraints, come with them.
       AND NOT (d.classid = 'pg_trigger'::regclass AND d.refclassid = 'pg_constraint'::regclass)
       -- A partition's constraint stands before that of its parent, which takes it over.
       AND NOT (d.classid = 'pg_constraint'::regclass AND d.refclassid = 'pg_constraint'::regclass)
       -- The type of a row comes with its relation.
       AND NOT (d.classid = 'pg_type'::regclass AND d.deptype = 'i' AND d.refclassid = 'pg_class'::regclass)
    -- The types of an operator family's members, of which older servers keep no dependency.
    -- before 14: UNION ALL
    -- before 14: SELECT m.class, m.id, 0, 'pg_type'::regclass, m.type, 0, false, false
    -- before 14:   FROM (SELECT 'pg_amop'::regclass, oid, unnest(ARRAY[amoplefttype, amoprighttype]) FROM pg_amop
    -- before 14:         UNION ALL
    -- before 14:         SELECT 'pg_amproc'::regclass, oid, unnest(ARRAY[amproclefttype, amprocrighttype]) FROM pg_amproc
    -- before 14:        ) m (class, id, type)
    -- before 14:  WHERE m.id >= 16384 AND m.type >= 16384
),
-- Where an object is printed that is not one of its own: (class, object) is part of (to_class, to_object, to_sub).
part AS (
    SELECT 'pg_attrdef'::regclass::oid AS class, oid AS object,
           'pg_class'::regclass::oid AS to_class, adrelid AS to_object, adnum::int AS to_sub
      FROM pg_attrdef
    UNION ALL
    -- A view's query; other rules are objects of their own.
    SELECT 'pg_rewrite'::regclass, oid, 'pg_class'::regclass, ev_class, 0
      FROM pg_rewrite
     WHERE oid >= 16384 AND rulename = '_RETURN'
    UNION ALL
    -- The index of a constraint.
    SELECT 'pg_class'::regclass, conindid, 'pg_constraint'::regclass, oid, 0
      FROM pg_constraint
     WHERE contype IN ('p', 'u', 'x')
    UNION ALL
    -- The sequence of an identity column.
    SELECT 'pg_class'::regclass, d.objid, 'pg_class'::regclass, d.refobjid, d.refobjsubid
      FROM pg_depend d
      JOIN pg_sequence s ON s.seqrelid = d.objid
     WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
    UNION ALL
    -- Operators and functions of operator classes and families.
    SELECT d.classid, d.objid, d.refclassid, d.refobjid, 0
      FROM pg_depend d
     WHERE d.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)
       AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
       AND d.objid >= 16384
       AND d.deptype IN ('a', 'i')
    UNION ALL
    -- A composite type is printed as a type.
    SELECT 'pg_class'::regclass, oid, 'pg_type'::regclass, reltype, 0
      FROM pg_class
     WHERE relkind = 'c' AND oid >= 16384
    UNION ALL
    -- The rows of a relation, arrays, multiranges; arrays of any of these.
    SELECT 'pg_type'::regclass, t.oid,
           CASE WHEN c.oid IS NULL THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END,
           COALESCE(c.oid,
                    r.rngtypid, -- since 14
                    e.oid, t.oid), 0
      FROM pg_type t
      LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
      LEFT JOIN pg_class c ON c.oid = COALESCE(e.typrelid, t.typrelid) AND c.relkind <> 'c'
      LEFT JOIN pg_range r ON r.rngmultitypid = COALESCE(e.oid, t.oid) -- since 14
     WHERE t.oid >= 16384
)
SELECT DISTINCT a.class_id, a.object_id, a.sub_id, a.to_class_id, a.to_object_id, a.to_sub_id,
       COALESCE(a.of_part, false) AS of_part
  FROM (SELECT COALESCE(f.to_class, e.classid) AS class_id,
               COALESCE(f.to_object, e.objid) AS object_id,
               COALESCE(f.to_sub, e.objsubid) AS sub_id,
               COALESCE(r.to_class, e.refclassid) AS to_class_id,
               COALESCE(r.to_object, e.refobjid) AS to_object_id,
               -- What a type is made of needs no more than its name (base_type_name.sql).
               CASE WHEN t.oid IS NOT NULL THEN 1 ELSE COALESCE(r.to_sub, e.refobjsubid) END AS to_sub_id,
               e.of_part, e.of_query
          FROM edge e
          LEFT JOIN pg_type t ON e.refclassid = 'pg_type'::regclass AND t.oid = e.refobjid AND t.typtype = 'b'
                             AND e.classid = 'pg_proc'::regclass
                             AND e.objid IN (t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout,
                                             t.typsubscript, -- since 14
                                             t.typanalyze)
          LEFT JOIN part f ON f.class = e.classid AND f.object = e.objid
          LEFT JOIN part r ON r.class = e.refclassid AND r.object = e.refobjid) a
 WHERE a.of_query OR (a.class_id, a.object_id) <> (a.to_class_id, a.to_object_id)
