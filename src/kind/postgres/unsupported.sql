-- Objects of users that no other query here reads. Nobody can print them, so a snapshot without them is refused.
WITH object AS (
    -- Rows of catalogs that no query reads: servers, foreign data wrappers, languages, access methods, transforms, ...
    -- What depends on something is in the first of these two, what belongs to somebody in the second.
    SELECT d.classid, d.objid
      FROM (SELECT classid, objid
              FROM pg_depend
             WHERE objid >= 16384
             UNION ALL
            SELECT classid, objid
              FROM pg_shdepend
             WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objid >= 16384) d
     WHERE d.classid NOT IN ('pg_class'::regclass, 'pg_attrdef'::regclass, 'pg_constraint'::regclass,
                             'pg_rewrite'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass,
                             'pg_proc'::regclass, 'pg_type'::regclass, 'pg_namespace'::regclass,
                             'pg_extension'::regclass, 'pg_collation'::regclass, 'pg_conversion'::regclass,
                             'pg_operator'::regclass, 'pg_cast'::regclass, 'pg_ts_dict'::regclass,
                             'pg_ts_config'::regclass, 'pg_statistic_ext'::regclass, 'pg_event_trigger'::regclass,
                             'pg_publication'::regclass, 'pg_publication_rel'::regclass,
                             'pg_publication_namespace'::regclass, -- since 15
                             'pg_default_acl'::regclass,
                             -- parts of operator families and classes
                             'pg_amop'::regclass, 'pg_amproc'::regclass)
    UNION
    SELECT 'pg_largeobject'::regclass, oid FROM pg_largeobject_metadata
    UNION
    -- Whatever sort of relation comes next.
    SELECT 'pg_class'::regclass, oid
      FROM pg_class
     WHERE oid >= 16384
       AND relkind NOT IN ('r', 'p', 'f', 'v', 'm', 'S', 'i', 'I', 'c', 't')
       AND relpersistence <> 't'
    UNION
    -- Whatever sort of types comes next.
    SELECT 'pg_type'::regclass, t.oid
      FROM pg_type t
      LEFT JOIN pg_type e ON e.oid = t.typelem AND e.typarray = t.oid
     WHERE t.oid >= 16384
       AND t.typtype NOT IN ('b', 'c', 'd', 'e', 'r', 'm')
       AND t.typisdefined
       AND e.oid IS NULL
),
-- The commands of a transaction in which an extension's script made members.
script AS (
    SELECT e.refobjid AS extension, e.xmin AS tx, min(e.cmin::text::bigint) AS first, max(e.cmin::text::bigint) AS last,
           min(e.objid) AS lowest, max(e.objid) AS highest
      FROM pg_depend e
      JOIN pg_depend n ON n.classid = e.classid AND n.objid = e.objid AND n.refclassid = 'pg_namespace'::regclass
                      AND n.deptype = 'n' AND n.xmin = e.xmin AND n.cmin::text = e.cmin::text
     WHERE e.refclassid = 'pg_extension'::regclass AND e.deptype = 'e' AND e.objid >= 16384
     GROUP BY e.refobjid, e.xmin
),
-- What a person may have altered of what comes with the server or an extension. A row that a GRANT, another owner or
-- a user's operator explains is not among them: whether it was altered, too, no catalog says.
alterable AS (
    SELECT p.tableoid AS class, p.oid AS object, p.xmin AS tx, p.proacl AS acl, p.proowner AS owner
      FROM pg_proc p
    UNION ALL
    SELECT t.tableoid, t.oid, t.xmin, t.typacl, t.typowner FROM pg_type t
     WHERE t.typrelid = 0 AND t.typisdefined
    UNION ALL
    SELECT o.tableoid, o.oid, o.xmin, NULL, o.oprowner FROM pg_operator o
     WHERE o.oprcom < 16384 AND o.oprnegate < 16384 OR o.oid >= 16384
    UNION ALL
    SELECT c.tableoid, c.oid, c.xmin, NULL, 10 FROM pg_cast c
    UNION ALL
    SELECT c.tableoid, c.oid, c.xmin, NULL, c.opcowner FROM pg_opclass c
    UNION ALL
    SELECT f.tableoid, f.oid, f.xmin, NULL, f.opfowner FROM pg_opfamily f
    UNION ALL
    SELECT c.tableoid, c.oid, c.xmin, NULL, c.conowner FROM pg_conversion c
    UNION ALL
    SELECT l.tableoid, l.oid, l.xmin, l.lanacl, l.lanowner FROM pg_language l
    UNION ALL
    SELECT d.tableoid, d.oid, d.xmin, NULL, d.dictowner FROM pg_ts_dict d
    UNION ALL
    SELECT c.tableoid, c.oid, c.xmin, NULL, c.cfgowner FROM pg_ts_config c
    UNION ALL
    SELECT w.tableoid, w.oid, w.xmin, w.fdwacl, w.fdwowner FROM pg_foreign_data_wrapper w
    UNION ALL
    -- Not one that triggers, rules, policies or new storage explain; of those that are gone the hints remain, as does xmin.
    SELECT c.tableoid, c.oid, c.xmin, c.relacl, c.relowner FROM pg_class c
     WHERE c.reloptions IS NOT NULL
       AND c.relfilenode = c.oid
       AND NOT (c.relhastriggers OR c.relhasrules OR c.relrowsecurity)
    UNION ALL
    SELECT g.tableoid, g.oid, g.xmin, NULL, g.evtowner FROM pg_event_trigger g
    UNION ALL
    -- Parts of objects: mappings, values, constraints of domains, attributes, numbers of sequences, queries of views.
    SELECT 'pg_ts_config'::regclass, m.mapcfg, m.xmin, NULL, 10 FROM pg_ts_config_map m
    UNION ALL
    SELECT 'pg_type'::regclass, v.enumtypid, v.xmin, NULL, 10 FROM pg_enum v
    UNION ALL
    SELECT 'pg_type'::regclass, k.contypid, k.xmin, NULL, 10 FROM pg_constraint k WHERE k.contypid <> 0
    UNION ALL
    SELECT 'pg_type'::regclass, c.reltype, a.xmin, NULL, 10
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'c'
    UNION ALL
    SELECT 'pg_class'::regclass, q.seqrelid, q.xmin, NULL, 10 FROM pg_sequence q
    UNION ALL
    SELECT 'pg_class'::regclass, r.ev_class, r.xmin, c.relacl, 10
      FROM pg_rewrite r
      JOIN pg_class c ON c.oid = r.ev_class
     WHERE r.rulename = '_RETURN'
),
-- Joined here once, and not asked of each pair of such a row and a member.
unexplained AS (
    SELECT a.class, a.object, a.tx, a.owner
      FROM alterable a
      LEFT JOIN pg_init_privs i ON i.classoid = a.class AND i.objoid = a.object AND i.objsubid = 0
     WHERE a.acl IS NOT DISTINCT FROM i.initprivs
),
altered AS (
    SELECT a.class, a.object, 'the server' AS maker, NULL AS extension
      FROM unexplained a
     WHERE a.object < 16384
       AND a.tx::text::bigint > NULLIF(current_setting('fullschema.initdb', true), '')::bigint
       AND a.owner = 10
    UNION
    SELECT 'pg_ts_config'::regclass, c.oid, 'the server', NULL
      FROM pg_ts_config c
     WHERE c.oid < 16384
       -- All that come with the server map the same 19 sorts of tokens.
       AND (SELECT count(DISTINCT m.maptokentype) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid) < 19
    UNION
    -- What was changed after the last CREATE or ALTER EXTENSION.
    SELECT a.class, a.object, 'extension ' || quote_ident(x.extname), quote_ident(x.extname)
      FROM unexplained a
      JOIN pg_depend e ON e.classid = a.class AND e.objid = a.object AND e.refclassid = 'pg_extension'::regclass
                      AND e.deptype = 'e'
      JOIN pg_extension x ON x.oid = e.refobjid AND x.oid >= 16384
     WHERE a.object >= 16384
       AND a.tx <> x.xmin
       AND a.tx <> e.xmin
       AND age(a.tx) BETWEEN 0 AND age(x.xmin)
       AND EXISTS (SELECT 1 FROM script s WHERE s.extension = e.refobjid AND s.tx = e.xmin)
       AND a.owner IN (x.extowner, 10)
)
-- reason, hint: NULL for the usual ones. matter: 'left out' cannot be printed at all, 'said' stands beside the schema.
SELECT o.classid AS class_id,
       o.objid AS object_id,
       0 AS sub_id,
       COALESCE(n.nspname, '') AS schema,
       COALESCE(c.relname, '') AS relation,
       i.type || ' ' || i.identity AS name,
       NULL AS reason,
       CASE o.classid WHEN 'pg_largeobject'::regclass
            THEN 'it is data: pg_dump --large-objects copies it, SELECT pg_catalog.lo_unlink(' || o.objid || ') removes it'
       END AS hint,
       CASE o.classid WHEN 'pg_largeobject'::regclass THEN 'said' ELSE 'left out' END AS matter
  FROM object o
  CROSS JOIN LATERAL pg_identify_object(o.classid, o.objid, 0) i
  LEFT JOIN pg_class c ON c.oid = o.objid AND o.classid = 'pg_class'::regclass
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE (o.classid NOT IN (0 /* catalogs of kinds that describe themselves */) OR o.classid = 'pg_type'::regclass)
   AND NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = o.classid AND e.objid = o.objid AND e.deptype = 'e')
UNION ALL
SELECT 0, 0, 0, '', '', 'subscription ' || quote_ident(s.subname), NULL,
       'it is of one server alone: CREATE SUBSCRIPTION ' || quote_ident(s.subname)
           || ' in each database that is to take the rows, once the snapshot is loaded there',
       'said'
  FROM pg_subscription s
 WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL
-- Labels of security modules.
SELECT 0, 0, 0, '', '', 'security label on ' || i.type || ' ' || i.identity || ' (' || l.provider || ')',
       NULL,
       'SECURITY LABEL FOR ' || quote_ident(l.provider) || ' ON '
           || CASE WHEN i.type LIKE '% column' THEN 'COLUMN' ELSE upper(i.type) END || ' ' || i.identity
           || ' IS NULL takes it off; else say it again once the snapshot is loaded',
       'left out'
  FROM pg_seclabel l
  CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) i
UNION ALL
-- Those of what databases share: this database's own, and others, which no snapshot holds, stand beside it.
SELECT 0, 0, 0, '', '', 'security label on ' || i.type || ' ' || i.identity || ' (' || l.provider || ')',
       NULL,
       'SECURITY LABEL FOR ' || quote_ident(l.provider) || ' ON '
           || CASE WHEN i.type LIKE '% column' THEN 'COLUMN' ELSE upper(i.type) END || ' ' || i.identity
           || ' IS NULL takes it off; else say it again once the snapshot is loaded',
       CASE WHEN l.classoid = 'pg_database'::regclass THEN 'left out' ELSE 'said' END
  FROM pg_shseclabel l
  CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, 0) i
 WHERE l.classoid <> 'pg_database'::regclass
    OR l.objoid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL
-- Members that people gave to operator families of the server or of an extension.
SELECT m.class, m.oid, 0, '', '', i.type || ' ' || i.identity,
       'it is a member of an operator family that the snapshot does not make',
       'an operator family or class of its own can be printed', 'left out'
  FROM (SELECT 'pg_amop'::regclass AS class, oid, amopfamily AS family FROM pg_amop WHERE oid >= 16384
         UNION ALL
        SELECT 'pg_amproc'::regclass, oid, amprocfamily FROM pg_amproc WHERE oid >= 16384) m
  CROSS JOIN LATERAL pg_identify_object(m.class, m.oid, 0) i
 WHERE (m.family < 16384
        OR EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = m.family AND e.deptype = 'e'))
   -- Operator classes bring theirs, and extensions what depends on their operators and functions.
   AND NOT EXISTS (SELECT 1 FROM pg_depend d
                    WHERE d.classid = m.class AND d.objid = m.oid AND d.refclassid = 'pg_opclass'::regclass)
   AND NOT EXISTS (SELECT 1 FROM pg_depend d
                     JOIN pg_depend e ON e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e'
                    WHERE d.classid = m.class AND d.objid = m.oid)
UNION ALL
-- What nobody has made since it was named as another operator's commutator or negator, if no operator names it now.
SELECT 'pg_operator'::regclass, o.oid, 0, '', '', 'operator ' || i.identity,
       'it is a shell that no operator names, and nothing can use it', 'DROP OPERATOR ' || i.identity, 'said'
  FROM pg_operator o
  CROSS JOIN LATERAL pg_identify_object('pg_operator'::regclass, o.oid, 0) i
 WHERE o.oprcode = 0
   AND o.oid >= 16384
   AND NOT EXISTS (SELECT 1 FROM pg_operator x WHERE x.oprcom = o.oid OR x.oprnegate = o.oid)
UNION ALL
-- What a CREATE INDEX CONCURRENTLY or the like left behind that failed; that of a partitioned table is so on purpose.
SELECT 'pg_class'::regclass, i.indexrelid, 0, n.nspname, c.relname, 'index ' || i.indexrelid::regclass::text,
       'it is INVALID, and a snapshot would make a valid one', 'REINDEX INDEX CONCURRENTLY it, or drop it', 'broken'
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'm')
 WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
   AND t.oid >= 16384
   AND t.relpersistence <> 't'
UNION ALL -- since 14
-- What a DETACH PARTITION CONCURRENTLY left behind that did not end. -- since 14
SELECT 'pg_class'::regclass, i.inhrelid, 0, '', '', 'partition ' || i.inhrelid::regclass::text, -- since 14
       'its DETACH PARTITION CONCURRENTLY has not ended', -- since 14
       'ALTER TABLE ' || i.inhparent::regclass::text || ' DETACH PARTITION ' || i.inhrelid::regclass::text -- since 14
           || ' FINALIZE', 'left out' -- since 14
  FROM pg_inherits i -- since 14
 WHERE i.inhdetachpending -- since 14
UNION ALL
-- After ALTER TABLE ... DISABLE TRIGGER ALL a foreign key binds nobody. Its triggers have no names to speak of.
SELECT 'pg_constraint'::regclass, k.oid, 0, '', '', 'foreign key ' || k.conname || ' of ' || k.conrelid::regclass::text,
       'triggers of it are disabled, and a snapshot would make it with them',
       'ALTER TABLE ' || string_agg(DISTINCT t.tgrelid::regclass::text, ', ') || ' ENABLE TRIGGER ALL', 'left out'
  FROM pg_constraint k
  JOIN pg_trigger t ON t.tgconstraint = k.oid AND t.tgisinternal AND t.tgenabled <> 'O'
 WHERE k.contype = 'f'
 GROUP BY k.oid, k.conname, k.conrelid
UNION ALL
-- Columns of an extension's table that people added or altered (addition.sql): nobody knows what its script made of
-- them.
SELECT DISTINCT 0, 0, 0, '', '',
       'column ' || c.oid::regclass::text || '.' || quote_ident(a.attname),
       'it was added to what an extension made, or altered, and a snapshot leaves that out',
       'keep it in a table of your own, or run its ALTER TABLE once the snapshot is loaded', 'left out'
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE COALESCE(current_setting('fullschema.additions', true), '') NOT IN ('', '{}')
   AND ARRAY['pg_attribute'::regclass::oid || ':' || a.attrelid || ':' || a.attnum,
             'pg_attrdef'::regclass::oid || ':' || d.oid || ':0']
       && current_setting('fullschema.additions', true)::text[]
UNION ALL
-- What an ALTER EXTENSION ... ADD made a member: the extension, made anew, does not bring it. It depends on its schema
-- since it was made, and on the extension since later; what has no schema became a member when no other one was made.
-- Where all members are so it was a pg_upgrade.
SELECT e.classid, e.objid, 0, '', '', i.type || ' ' || i.identity,
       'ALTER EXTENSION ' || quote_ident(x.extname) || ' ADD made it a member, and a snapshot leaves it out',
       'ALTER EXTENSION ' || quote_ident(x.extname) || ' DROP ' || i.type || ' ' || i.identity, 'left out'
  FROM pg_depend e
  JOIN pg_extension x ON x.oid = e.refobjid
  LEFT JOIN pg_depend n ON n.classid = e.classid AND n.objid = e.objid AND n.refclassid = 'pg_namespace'::regclass
                       AND n.deptype = 'n'
  CROSS JOIN LATERAL pg_identify_object(e.classid, e.objid, 0) i
 WHERE e.refclassid = 'pg_extension'::regclass
   AND e.deptype = 'e'
   AND e.objid >= 16384
   AND CASE WHEN n.objid IS NOT NULL
            THEN CASE WHEN n.xmin = e.xmin THEN n.cmin::text::bigint < e.cmin::text::bigint
                      ELSE age(n.xmin) > age(e.xmin) END
            -- What stands in no schema.
            ELSE e.classid IN ('pg_namespace'::regclass, 'pg_cast'::regclass, 'pg_language'::regclass,
                               'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass,
                               'pg_transform'::regclass, 'pg_event_trigger'::regclass, 'pg_am'::regclass)
                 AND e.xmin <> x.xmin
                 AND NOT EXISTS (SELECT 1 FROM script s WHERE s.extension = e.refobjid AND s.tx = e.xmin) END
   AND EXISTS (SELECT 1 FROM script s WHERE s.extension = e.refobjid)
UNION ALL
-- What an ALTER EXTENSION ... DROP took out: the extension, made anew, brings it. It was made while the script ran. When
-- an ALTER OPERATOR of the script ends that, as in hstore 1.7, the server notes what the operator needs once more.
SELECT n.classid, n.objid, 0, '', '', i.type || ' ' || i.identity,
       'ALTER EXTENSION ' || quote_ident(x.extname) || ' DROP took it out, and would have to be said after the '
           || 'extension makes it again',
       'ALTER EXTENSION ' || quote_ident(x.extname) || ' ADD ' || i.type || ' ' || i.identity, 'left out'
  FROM script s
  JOIN pg_extension x ON x.oid = s.extension
  JOIN pg_depend n ON n.xmin = s.tx
                  AND (n.cmin::text::bigint BETWEEN s.first AND s.last
                       OR n.classid = 'pg_operator'::regclass AND n.objid BETWEEN s.lowest AND s.highest)
                  AND n.refclassid = 'pg_namespace'::regclass AND n.deptype = 'n' AND n.objid >= 16384
  CROSS JOIN LATERAL pg_identify_object(n.classid, n.objid, 0) i
 WHERE NOT EXISTS (SELECT 1 FROM pg_depend e
                    WHERE e.classid = n.classid AND e.objid = n.objid AND e.objsubid = 0 AND e.deptype IN ('e', 'i'))
   AND n.classid <> 'pg_extension'::regclass
UNION ALL
SELECT 0, 0, 0, '', '', i.type || ' ' || i.identity,
       a.maker || ' made it, it was altered since, and a snapshot does not say how',
       COALESCE('DROP EXTENSION ' || a.extension || ' and CREATE EXTENSION ' || a.extension || ' make it as it was',
                'alter it back, or make one of your own to use in its place')
           || '; else run its ALTER once the snapshot is loaded',
       'left out'
  FROM altered a
  CROSS JOIN LATERAL pg_identify_object(a.class, a.object, 0) i
UNION ALL
-- A statement would have to say what the database is called.
SELECT 0, 0, 0, '', '', 'comment on database ' || quote_ident(d.datname),
       'a snapshot is of a database of any name', 'COMMENT ON DATABASE ' || quote_ident(d.datname) || ' IS NULL',
       'left out'
  FROM pg_shdescription s
  JOIN pg_database d ON d.oid = s.objoid AND d.datname = current_database()
 WHERE s.classoid = 'pg_database'::regclass
   AND s.objoid >= 16384
UNION ALL
-- Of settings the names alone: some put secrets there.
SELECT 0, 0, 0, '', '',
       'settings of ' || COALESCE('role ' || quote_ident(r.rolname) || ' in ', '') || 'database ' || quote_ident(d.datname),
       (SELECT string_agg(split_part(c, '=', 1), ', ' ORDER BY c COLLATE "C") FROM unnest(s.setconfig) c)
           || ' (a snapshot is of a database of any name: who loads it sets them)',
       NULL, 'noted'
  FROM pg_db_role_setting s
  JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
  LEFT JOIN pg_roles r ON r.oid = s.setrole
-- before 12: UNION ALL
-- before 12: SELECT 'pg_class'::regclass, c.oid, 0, '', '', 'table ' || c.oid::regclass::text,
-- before 12:        'it has OIDs, which servers from 12 on do not know',
-- before 12:        'ALTER TABLE ' || c.oid::regclass::text || ' SET WITHOUT OIDS', 'left out'
-- before 12:   FROM pg_class c
-- before 12:  WHERE c.relhasoids AND c.oid >= 16384 AND c.relpersistence <> 't'
UNION ALL
-- ALTER RULE ... RENAME TO made one that is no view's; newer minor versions refuse that.
SELECT 'pg_rewrite'::regclass, r.oid, 0, '', '', i.type || ' ' || i.identity,
       'no CREATE RULE takes that name', 'ALTER RULE "_RETURN" ON ' || r.ev_class::regclass::text || ' RENAME TO another',
       'left out'
  FROM pg_rewrite r
  CROSS JOIN LATERAL pg_identify_object('pg_rewrite'::regclass, r.oid, 0) i
 WHERE r.rulename = '_RETURN'
   AND r.ev_type <> '1'
UNION ALL
-- What a role gave on that had been given the right to: a statement of a snapshot is the owner's.
SELECT 0, 0, 0, '', '', 'grants by role ' || quote_ident(g.rolname),
       string_agg(i.type || ' ' || i.identity, ', ' ORDER BY i.type COLLATE "C", i.identity COLLATE "C")
           FILTER (WHERE x.place <= 3)
           || CASE WHEN count(*) > 3 THEN ' and ' || count(*) - 3 || ' more' ELSE '' END
           || ' (a snapshot says them as the owner''s: they stay when that role loses the right)',
       NULL, 'noted'
  FROM (SELECT DISTINCT o.class, o.oid, o.sub, x.grantor,
               dense_rank() OVER (PARTITION BY x.grantor ORDER BY o.class, o.oid, o.sub) AS place
          FROM (SELECT 'pg_class'::regclass AS class, c.oid, 0 AS sub, c.relowner AS owner, c.relacl AS acl
                  FROM pg_class c
                UNION ALL
                SELECT 'pg_class'::regclass, a.attrelid, a.attnum, c.relowner, a.attacl
                  FROM pg_attribute a
                  JOIN pg_class c ON c.oid = a.attrelid
                 WHERE NOT a.attisdropped
                UNION ALL
                SELECT 'pg_proc'::regclass, p.oid, 0, p.proowner, p.proacl FROM pg_proc p
                UNION ALL
                SELECT 'pg_type'::regclass, t.oid, 0, t.typowner, t.typacl FROM pg_type t
                UNION ALL
                SELECT 'pg_namespace'::regclass, n.oid, 0, n.nspowner, n.nspacl FROM pg_namespace n
                UNION ALL
                SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, 0, w.fdwowner, w.fdwacl
                  FROM pg_foreign_data_wrapper w
                UNION ALL
                SELECT 'pg_foreign_server'::regclass, v.oid, 0, v.srvowner, v.srvacl FROM pg_foreign_server v) o
          CROSS JOIN LATERAL aclexplode(o.acl) x
         WHERE o.acl IS NOT NULL
           AND o.oid >= 16384
           AND x.grantor <> o.owner) x
  JOIN pg_roles g ON g.oid = x.grantor
  CROSS JOIN LATERAL pg_identify_object(x.class, x.oid, x.sub) i
 GROUP BY g.rolname
UNION ALL
-- Tablespaces are the cluster's.
SELECT 0, 0, 0, '', '', 'tablespace ' || quote_ident(s.spcname),
       string_agg(i.type || ' ' || i.identity, ', ' ORDER BY i.identity COLLATE "C") FILTER (WHERE c.place <= 3)
           || CASE WHEN count(*) > 3 THEN ' and ' || count(*) - 3 || ' more' ELSE '' END
           || ' (a snapshot is for any cluster: who loads it says where relations are kept, by default_tablespace)',
       NULL, 'noted'
  FROM pg_tablespace s
  JOIN (SELECT c.oid, c.reltablespace,
               row_number() OVER (PARTITION BY c.reltablespace ORDER BY c.oid::regclass::text COLLATE "C") AS place
          FROM pg_class c
         WHERE c.reltablespace <> 0 AND c.oid >= 16384 AND c.relkind <> 't' AND c.relpersistence <> 't'
           AND NOT EXISTS (SELECT 1 FROM pg_index x JOIN pg_class b ON b.oid = x.indrelid AND b.relkind = 't'
                            WHERE x.indexrelid = c.oid)) c ON c.reltablespace = s.oid
  CROSS JOIN LATERAL pg_identify_object('pg_class'::regclass, c.oid, 0) i
 GROUP BY s.spcname
 ORDER BY 6
