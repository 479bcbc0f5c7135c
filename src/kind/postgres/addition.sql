-- What people added to what extensions made: the members of an extension come with it, and so does what its script
-- made of them. No catalog says what that is. But no other transaction than one that made members of the extension, or
-- made or updated it, ran its script; and in that transaction the script had ended when something was made that is
-- nobody's member. Where members were added one by one, as pg_upgrade does, nothing is reported.
--
-- {class:object:sub,comment:class:object:sub,...}, for the queries of other kinds, which find it in
-- current_setting('fullschema.additions', true).
WITH member AS (
    SELECT e.classid, e.objid, e.refobjid AS extension, e.xmin AS tx, e.cmin::text::bigint AS command
      FROM pg_depend e
     WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e' AND e.objid >= 16384
),
script AS (
    SELECT extension, tx FROM member
    UNION
    SELECT oid, xmin FROM pg_extension
),
-- Relations of extensions that their scripts made.
relation AS (
    SELECT m.objid AS relation, m.extension, m.command
      FROM member m
      JOIN pg_depend n ON n.classid = m.classid AND n.objid = m.objid AND n.refclassid = 'pg_namespace'::regclass
                      AND n.xmin = m.tx AND n.cmin::text::bigint = m.command
     WHERE m.classid = 'pg_class'::regclass
),
-- What was made beside extensions, of the kinds that a script makes members at once.
other AS (
    SELECT n.xmin AS tx, n.cmin::text::bigint AS command
      FROM pg_depend n
     WHERE n.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)
       AND n.refclassid = 'pg_namespace'::regclass
       AND n.deptype = 'n'
       AND n.objid >= 16384
       AND n.xmin IN (SELECT tx FROM script)
       AND NOT EXISTS (SELECT 1 FROM member m WHERE m.classid = n.classid AND m.objid = n.objid)
    UNION ALL
    -- The next extension.
    SELECT xmin, cmin::text::bigint FROM pg_extension
),
candidate AS (
    SELECT '' AS keyword, s.classid AS class, s.objid AS object, 0 AS sub, r.extension, r.command AS made, s.xmin AS tx,
           s.cmin::text::bigint AS command
      FROM relation r
      JOIN pg_depend s ON s.refclassid = 'pg_class'::regclass AND s.refobjid = r.relation
     WHERE s.objid >= 16384
       AND CASE s.classid
           WHEN 'pg_class'::regclass
           THEN EXISTS (SELECT 1 FROM pg_index x WHERE x.indexrelid = s.objid AND x.indrelid = r.relation)
           WHEN 'pg_constraint'::regclass
           THEN EXISTS (SELECT 1 FROM pg_constraint k WHERE k.oid = s.objid AND k.conrelid = r.relation)
           WHEN 'pg_trigger'::regclass
           THEN EXISTS (SELECT 1 FROM pg_trigger g
                         WHERE g.oid = s.objid AND g.tgrelid = r.relation AND NOT g.tgisinternal)
           WHEN 'pg_rewrite'::regclass
           THEN EXISTS (SELECT 1 FROM pg_rewrite w
                         WHERE w.oid = s.objid AND w.ev_class = r.relation AND w.rulename <> '_RETURN')
           WHEN 'pg_policy'::regclass
           THEN EXISTS (SELECT 1 FROM pg_policy p WHERE p.oid = s.objid AND p.polrelid = r.relation)
           WHEN 'pg_statistic_ext'::regclass
           THEN EXISTS (SELECT 1 FROM pg_statistic_ext t WHERE t.oid = s.objid AND t.stxrelid = r.relation)
           WHEN 'pg_attrdef'::regclass
           THEN EXISTS (SELECT 1 FROM pg_attrdef d WHERE d.oid = s.objid AND d.adrelid = r.relation)
           ELSE false END
    UNION ALL
    -- The index of a constraint depends on that.
    SELECT '', 'pg_class'::regclass, k.conindid, 0, r.extension, r.command, s.xmin, s.cmin::text::bigint
      FROM relation r
      JOIN pg_constraint k ON k.conrelid = r.relation AND k.contype IN ('p', 'u', 'x')
      JOIN pg_depend s ON s.classid = 'pg_class'::regclass AND s.objid = k.conindid AND s.refobjid = k.oid
    UNION ALL
    SELECT '', 'pg_attribute'::regclass, a.attrelid, a.attnum, r.extension, r.command, a.xmin, a.cmin::text::bigint
      FROM relation r
      JOIN pg_class c ON c.oid = r.relation AND c.relkind IN ('r', 'p', 'f')
      JOIN pg_attribute a ON a.attrelid = r.relation AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    -- On members themselves, on columns of theirs; others are on what was added.
    SELECT 'comment:', d.classoid, d.objoid, d.objsubid, m.extension, m.command, d.xmin, d.cmin::text::bigint
      FROM member m
      JOIN pg_description d ON d.classoid = m.classid AND d.objoid = m.objid
)
SELECT set_config('fullschema.additions',
                  COALESCE(array_agg(DISTINCT c.keyword || c.class::oid || ':' || c.object || ':' || c.sub)::text, '{}'),
                  current_setting('transaction_read_only') = 'on') AS additions,
       -- Rows of catalogs that later transactions made or changed are a person's: initdb makes these two databases
       -- after all else. In current_setting('fullschema.initdb', true); where both databases are gone it is empty.
       set_config('fullschema.initdb',
                  (SELECT min(xmin::text::bigint)::text FROM pg_database WHERE datname IN ('template0', 'postgres')),
                  current_setting('transaction_read_only') = 'on') AS initdb
  FROM candidate c
 WHERE NOT EXISTS (SELECT 1 FROM script s WHERE s.extension = c.extension AND s.tx = c.tx)
    OR EXISTS (SELECT 1 FROM other o WHERE o.tx = c.tx AND o.command > c.made AND o.command < c.command)
