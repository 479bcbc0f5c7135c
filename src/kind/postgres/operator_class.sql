-- Operator classes, with the members that go with them.
SELECT 'pg_opclass'::regclass::oid AS class_id,
       x.oid AS object_id,
       0 AS sub_id,
       s.nspname AS schema,
       '' AS relation,
       x.opcname || ' USING ' || am.amname AS name,
       x.opcname AS class,
       am.amname AS method,
       x.opcdefault AS "default",
       format_type(x.opcintype, NULL) AS type,
       ARRAY[fn.nspname, f.opfname || ' USING ' || am.amname]::text[] AS family,
       CASE WHEN x.opckeytype <> 0 THEN format_type(x.opckeytype, NULL) END AS storage,
       (SELECT array_agg(ARRAY[m.kind, m.number::text, m.schema, m.name, format_type(m.l, NULL),
                                  format_type(m.r, NULL), m.arguments, m.sort_family])
          FROM (SELECT 'OPERATOR' AS kind, a.amopstrategy AS number, n.nspname::text AS schema, o.oprname::text AS name,
                       a.amoplefttype AS l, a.amoprighttype AS r, NULL AS arguments,
                       (SELECT ARRAY[sn.nspname, sf.opfname]::text FROM pg_opfamily sf
                          JOIN pg_namespace sn ON sn.oid = sf.opfnamespace WHERE sf.oid = a.amopsortfamily) AS sort_family,
                       'pg_amop'::regclass AS class, a.oid
                  FROM pg_amop a
                  JOIN pg_operator o ON o.oid = a.amopopr
                  JOIN pg_namespace n ON n.oid = o.oprnamespace
                 WHERE a.amopfamily = x.opcfamily
                 UNION ALL
                SELECT 'FUNCTION', a.amprocnum, n.nspname, p.proname, a.amproclefttype, a.amprocrighttype,
                       (SELECT COALESCE(string_agg(format_type(t, NULL), ', ' ORDER BY i), '')
                          FROM unnest(p.proargtypes) WITH ORDINALITY u (t, i)), NULL,
                       'pg_amproc'::regclass, a.oid
                  FROM pg_amproc a
                  JOIN pg_proc p ON p.oid = a.amproc
                  JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE a.amprocfamily = x.opcfamily) m
         WHERE EXISTS (SELECT 1 FROM pg_depend d
                        WHERE d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_opclass'::regclass
                          AND d.refobjid = x.oid AND d.deptype IN ('a', 'i'))) AS members
  FROM pg_opclass x
  JOIN pg_namespace s ON s.oid = x.opcnamespace
  JOIN pg_am am ON am.oid = x.opcmethod
  JOIN pg_opfamily f ON f.oid = x.opcfamily
  JOIN pg_namespace fn ON fn.oid = f.opfnamespace
 WHERE x.oid >= 16384
   AND s.nspname !~ '^pg_'
   AND s.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_opclass'::regclass AND e.objid = x.oid AND e.deptype = 'e')
