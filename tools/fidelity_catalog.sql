-- What a Postgres database holds, a line a fact, by the server's own functions and not by fullschema: two databases of
-- the same schema give the same lines. Objects of extensions are left out, but for the extensions.
-- For psql -XAtq0 on 11 to 18; what an old server does not have is not asked. Nothing is sorted.
SET search_path = '';
SET bytea_output = hex;
-- A database may have settings of its own.
SET datestyle = ISO;
SET intervalstyle = postgres;
SET timezone = 'UTC';
SET extra_float_digits = 1;
SET quote_all_identifiers = off;
CREATE TEMPORARY VIEW own AS
SELECT c.oid, c.relname, c.relkind, c.relpersistence,
       (SELECT pg_catalog.array_agg(o ORDER BY o COLLATE "C") FROM pg_catalog.unnest(c.reloptions) o) AS reloptions, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
       c.relpartbound, c.reloftype, c.relispopulated, c.relam, c.relacl, c.relowner FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e');
CREATE TEMPORARY VIEW members AS
SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e';
-- A foreign key to a partitioned table is one more to each partition, with a number that tells of what there was before.
CREATE TEMPORARY VIEW inner_keys AS
SELECT k.oid FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_constraint p ON p.oid = k.conparentid AND p.conrelid = k.conrelid
 WHERE k.contype = 'f';

CREATE FUNCTION pg_temp.collation_name(oid) RETURNS text LANGUAGE sql AS
$$ SELECT collname::text FROM pg_catalog.pg_collation WHERE oid = $1 $$;

-- A snapshot is asked for without owners: the one who loads it is the owner, whoever was it.
CREATE FUNCTION pg_temp.role_name(role oid, owner oid) RETURNS text LANGUAGE sql AS
$$ SELECT CASE WHEN $1 = $2 THEN 'the owner' ELSE $1::pg_catalog.regrole::text END $$;

-- Every object by its name, whatever kind it is of.
SELECT 'object', i.type, i.identity
  FROM (SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid FROM pg_catalog.pg_class WHERE relkind <> 't' AND relname !~ '^pg_toast'
        UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid FROM pg_catalog.pg_proc
        UNION ALL SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid FROM pg_catalog.pg_type WHERE typname !~ '^_?pg_toast'
        UNION ALL SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'public'
        UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid FROM pg_catalog.pg_constraint WHERE contype <> 'n' AND oid NOT IN (SELECT oid FROM inner_keys)
        UNION ALL SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, oid FROM pg_catalog.pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, oid FROM pg_catalog.pg_rewrite
        UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, oid FROM pg_catalog.pg_policy
        UNION ALL SELECT 'pg_catalog.pg_operator'::pg_catalog.regclass, oid FROM pg_catalog.pg_operator
        UNION ALL SELECT 'pg_catalog.pg_opclass'::pg_catalog.regclass, oid FROM pg_catalog.pg_opclass
        UNION ALL SELECT 'pg_catalog.pg_opfamily'::pg_catalog.regclass, oid FROM pg_catalog.pg_opfamily
        UNION ALL SELECT 'pg_catalog.pg_amop'::pg_catalog.regclass, oid FROM pg_catalog.pg_amop
        UNION ALL SELECT 'pg_catalog.pg_amproc'::pg_catalog.regclass, oid FROM pg_catalog.pg_amproc
        UNION ALL SELECT 'pg_catalog.pg_am'::pg_catalog.regclass, oid FROM pg_catalog.pg_am
        UNION ALL SELECT 'pg_catalog.pg_cast'::pg_catalog.regclass, oid FROM pg_catalog.pg_cast
        UNION ALL SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass, oid FROM pg_catalog.pg_collation
        UNION ALL SELECT 'pg_catalog.pg_conversion'::pg_catalog.regclass, oid FROM pg_catalog.pg_conversion
        UNION ALL SELECT 'pg_catalog.pg_language'::pg_catalog.regclass, oid FROM pg_catalog.pg_language
        UNION ALL SELECT 'pg_catalog.pg_transform'::pg_catalog.regclass, oid FROM pg_catalog.pg_transform
        UNION ALL SELECT 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, oid FROM pg_catalog.pg_statistic_ext
        UNION ALL SELECT 'pg_catalog.pg_ts_config'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_config
        UNION ALL SELECT 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_dict
        UNION ALL SELECT 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_parser
        UNION ALL SELECT 'pg_catalog.pg_ts_template'::pg_catalog.regclass, oid FROM pg_catalog.pg_ts_template
        UNION ALL SELECT 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass, oid FROM pg_catalog.pg_foreign_data_wrapper
        UNION ALL SELECT 'pg_catalog.pg_foreign_server'::pg_catalog.regclass, oid FROM pg_catalog.pg_foreign_server
        UNION ALL SELECT 'pg_catalog.pg_user_mapping'::pg_catalog.regclass, oid FROM pg_catalog.pg_user_mapping
        UNION ALL SELECT 'pg_catalog.pg_event_trigger'::pg_catalog.regclass, oid FROM pg_catalog.pg_event_trigger
        UNION ALL SELECT 'pg_catalog.pg_publication'::pg_catalog.regclass, oid FROM pg_catalog.pg_publication
        UNION ALL SELECT 'pg_catalog.pg_publication_rel'::pg_catalog.regclass, oid FROM pg_catalog.pg_publication_rel
        UNION ALL SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass, oid FROM pg_catalog.pg_extension
        UNION ALL SELECT 'pg_catalog.pg_default_acl'::pg_catalog.regclass, oid FROM pg_catalog.pg_default_acl) AS a (class, oid),
       LATERAL pg_catalog.pg_identify_object(a.class, a.oid, 0) AS i
 -- Schema public has a low number, whatever its name is now.
 WHERE (a.oid >= 16384 OR (a.class = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND a.oid = 2200)) AND i.schema IS DISTINCT FROM 'pg_temp' AND i.identity !~ '(^|[ (])pg_temp(_[0-9]+)?[.]'
   AND (a.class, a.oid) NOT IN (SELECT classid, objid FROM members);

-- Relations and their columns.
SELECT 'relation', c.oid::pg_catalog.regclass, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity,
       c.relforcerowsecurity, c.relreplident, a.amname, pg_catalog.pg_get_expr(c.relpartbound, c.oid),
       CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END, NULLIF(c.reloftype, 0)::pg_catalog.regtype,
       (SELECT pg_catalog.array_agg(inhparent::pg_catalog.regclass ORDER BY inhseqno) FROM pg_catalog.pg_inherits WHERE inhrelid = c.oid),
       CASE WHEN c.relkind = 'm' THEN c.relispopulated END
  FROM own c LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam;
SELECT 'column', c.oid::pg_catalog.regclass, pg_catalog.row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), a.attname,
       pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity,
       pg_catalog.to_jsonb(a) ->> 'attgenerated', pg_temp.collation_name(a.attcollation), a.attstorage,
       pg_catalog.to_jsonb(a) ->> 'attcompression',
       -- pg_attver is a security release's own mark, another one in every database.
       (SELECT pg_catalog.array_agg(o ORDER BY o COLLATE "C") FROM pg_catalog.unnest(a.attoptions) o WHERE o NOT LIKE 'pg\_attver=%'),
       a.attfdwoptions, NULLIF(a.attstattarget, -1), a.attislocal, a.attinhcount
  FROM own c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
 WHERE c.relkind <> 'i' AND c.relkind <> 'I';
-- The names that 18 chooses for NOT NULL are no part of a snapshot: docs/format.md. Only of CHECK and NOT NULL does
-- connoinherit mean something: of a partition's key it tells when the partition was attached.
SELECT 'constraint', conrelid::pg_catalog.regclass, contypid::pg_catalog.regtype,
       CASE WHEN contype <> 'n' OR conname !~ '_not_null[0-9]*$' THEN conname END, contype, convalidated, conislocal,
       contype IN ('c', 'n') AND connoinherit, pg_catalog.pg_get_constraintdef(oid)
  FROM pg_catalog.pg_constraint WHERE oid >= 16384 AND (conrelid = 0 OR conrelid IN (SELECT oid FROM own))
   AND oid NOT IN (SELECT oid FROM inner_keys);
SELECT 'index', i.indexrelid::pg_catalog.regclass, pg_catalog.pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident
  FROM pg_catalog.pg_index i WHERE i.indrelid IN (SELECT oid FROM own);
SELECT 'sequence', seqrelid::pg_catalog.regclass, seqtypid::pg_catalog.regtype, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
       (SELECT pg_catalog.pg_describe_object(refclassid, refobjid, refobjsubid) || deptype::text FROM pg_catalog.pg_depend
         WHERE objid = seqrelid AND deptype IN ('a', 'i') AND refobjsubid > 0)
  FROM pg_catalog.pg_sequence WHERE seqrelid IN (SELECT oid FROM own);
SELECT 'view', c.oid::pg_catalog.regclass, pg_catalog.pg_get_viewdef(c.oid) FROM own c WHERE relkind IN ('v', 'm');
SELECT 'rule', pg_catalog.pg_get_ruledef(r.oid), r.ev_enabled FROM pg_catalog.pg_rewrite r
 WHERE r.rulename <> '_RETURN' AND r.ev_class IN (SELECT oid FROM own);
SELECT 'trigger', pg_catalog.pg_get_triggerdef(t.oid), t.tgenabled FROM pg_catalog.pg_trigger t
 WHERE NOT tgisinternal AND t.tgrelid IN (SELECT oid FROM own);
SELECT 'policy', polrelid::pg_catalog.regclass, polname, polcmd, polpermissive,
       (SELECT pg_catalog.array_agg(r::pg_catalog.regrole::text ORDER BY r::pg_catalog.regrole::text) FROM pg_catalog.unnest(polroles) AS r),
       pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid)
  FROM pg_catalog.pg_policy WHERE polrelid IN (SELECT oid FROM own);
SELECT 'statistics', pg_catalog.pg_get_statisticsobjdef(oid) FROM pg_catalog.pg_statistic_ext WHERE stxrelid IN (SELECT oid FROM own);

-- Functions, types and the rest.
SELECT 'function', p.oid::pg_catalog.regprocedure, CASE WHEN prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END,
       (SELECT (a.aggkind, a.aggnumdirectargs, a.aggtransfn, a.aggfinalfn, a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.aggmtransfn,
                a.aggminvtransfn, a.aggmfinalfn, a.aggfinalextra, a.aggmfinalextra, a.aggfinalmodify, a.aggmfinalmodify,
                a.aggsortop::pg_catalog.regoperator, a.aggtranstype::pg_catalog.regtype, a.aggtransspace, a.agginitval, a.aggminitval)::text
          FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
  FROM pg_catalog.pg_proc p WHERE p.oid >= 16384 AND p.oid NOT IN (SELECT objid FROM members) AND p.pronamespace <> pg_catalog.pg_my_temp_schema();
SELECT 'type', t.oid::pg_catalog.regtype, t.typtype, t.typcategory, t.typispreferred, t.typdelim, t.typinput, t.typoutput, t.typlen, t.typalign,
       t.typstorage, t.typnotnull, t.typbasetype::pg_catalog.regtype, t.typtypmod, t.typdefault, pg_temp.collation_name(t.typcollation),
       (SELECT pg_catalog.array_agg(enumlabel ORDER BY enumsortorder) FROM pg_catalog.pg_enum WHERE enumtypid = t.oid),
       (SELECT (rngsubtype::pg_catalog.regtype, rngcollation, rngcanonical, rngsubdiff)::text FROM pg_catalog.pg_range WHERE rngtypid = t.oid)
  FROM pg_catalog.pg_type t WHERE t.oid >= 16384 AND t.oid NOT IN (SELECT objid FROM members) AND t.typname !~ 'pg_toast'
   AND t.typnamespace::pg_catalog.regnamespace::text !~ '^pg_';
SELECT 'operator', oid::pg_catalog.regoperator, oprcode, oprcom::pg_catalog.regoperator, oprnegate::pg_catalog.regoperator, oprrest, oprjoin,
       oprcanmerge, oprcanhash FROM pg_catalog.pg_operator WHERE oid >= 16384 AND oid NOT IN (SELECT objid FROM members);
SELECT 'cast', castsource::pg_catalog.regtype, casttarget::pg_catalog.regtype, castfunc::pg_catalog.regprocedure, castcontext, castmethod
  FROM pg_catalog.pg_cast WHERE oid >= 16384 AND oid NOT IN (SELECT objid FROM members);
SELECT 'text search', cfgname, (SELECT pg_catalog.array_agg((maptokentype, mapseqno, mapdict::pg_catalog.regdictionary)::text ORDER BY maptokentype, mapseqno)
         FROM pg_catalog.pg_ts_config_map WHERE mapcfg = c.oid) FROM pg_catalog.pg_ts_config c WHERE oid >= 16384;
SELECT 'dictionary', dictname, dictinitoption FROM pg_catalog.pg_ts_dict WHERE oid >= 16384;
SELECT 'extension', extname, extversion, extnamespace::pg_catalog.regnamespace FROM pg_catalog.pg_extension WHERE oid >= 16384;
SELECT 'event trigger', evtname, evtevent, evtfoid::pg_catalog.regproc, evtenabled,
       (SELECT pg_catalog.array_agg(tag ORDER BY tag) FROM pg_catalog.unnest(evttags) AS tag) FROM pg_catalog.pg_event_trigger;
SELECT 'publication', pg_catalog.to_jsonb(p) - 'oid' - 'pubowner' FROM pg_catalog.pg_publication p;

-- Comments and rights. An empty list of rights and the one that goes without saying are the same.
SELECT 'comment', (pg_catalog.pg_identify_object(classoid, objoid, objsubid)).identity, description FROM pg_catalog.pg_description
 WHERE (objoid >= 16384 OR (classoid, objoid) IN (SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid FROM pg_catalog.pg_namespace WHERE nspname = 'public' OR oid = 2200))
   AND (classoid, objoid) NOT IN (SELECT classid, objid FROM members)
   AND (pg_catalog.pg_identify_object(classoid, objoid, objsubid)).identity <> '';
SELECT 'rights', c.oid::pg_catalog.regclass, pg_temp.role_name(a.grantee, c.relowner), a.privilege_type, a.is_grantable
  FROM own c, pg_catalog.aclexplode(COALESCE(c.relacl, pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) a
 WHERE c.relkind IN ('r', 'v', 'm', 'S', 'p', 'f');
SELECT 'rights', c.oid::pg_catalog.regclass, t.attname, pg_temp.role_name(a.grantee, c.relowner), a.privilege_type, a.is_grantable
  FROM own c JOIN pg_catalog.pg_attribute t ON t.attrelid = c.oid, pg_catalog.aclexplode(t.attacl) a;
SELECT 'rights', p.oid::pg_catalog.regprocedure, pg_temp.role_name(a.grantee, p.proowner), a.privilege_type, a.is_grantable
  FROM pg_catalog.pg_proc p, pg_catalog.aclexplode(COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
 WHERE p.oid >= 16384 AND p.oid NOT IN (SELECT objid FROM members) AND p.pronamespace <> pg_catalog.pg_my_temp_schema();
SELECT 'rights', n.nspname, pg_temp.role_name(a.grantee, n.nspowner), a.privilege_type, a.is_grantable
  FROM pg_catalog.pg_namespace n, pg_catalog.aclexplode(COALESCE(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) a
 WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema';
