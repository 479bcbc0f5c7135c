"""The drifts that drift_proof.py plants: what somebody does by hand to an application's database in production.

Each is found in the database itself: a query gives candidates, a statement and the name that the finding has to say, in
a fixed order, and the first that the server takes is planted.
"""
from drift_proof_project import LEFT_OUT

# What the queries choose from: the application's own, in no session but this one.
PRELUDE = """
CREATE TEMP VIEW own AS
    SELECT c.oid, c.relkind, c.relname, c.relname::text AS name, n.nspname, format('%I.%I', n.nspname, c.relname) AS q
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partman') AND NOT c.relispartition
    AND c.relname !~ '^(_sqlx|_prisma|__diesel_schema)_?migrations|^request_log'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');
CREATE TEMP VIEW t AS SELECT * FROM own WHERE relkind = 'r';
CREATE TEMP VIEW col AS
    SELECT t.*, a.attname, a.attname::text AS colname, format('%I', a.attname) AS c, a.attnum, a.attnotnull, a.atttypid,
        a.attidentity::text AS identity, a.attgenerated::text AS generated, pg_get_expr(d.adbin, d.adrelid) AS value,
        y.typtype::text AS typtype, y.typcategory::text AS category, format_type(a.atttypid, a.atttypmod) AS type,
        EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND a.attnum = ANY (i.indkey)) AS indexed,
        EXISTS (SELECT FROM pg_constraint x WHERE a.attnum = ANY (x.conkey) AND x.conrelid = t.oid AND x.contype <> 'n') AS bound
    FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum;
CREATE TEMP VIEW con AS
    SELECT t.*, x.conname::text AS conname, format('%I', x.conname) AS c, x.contype::text AS contype,
        pg_get_constraintdef(x.oid) AS def
    FROM t JOIN pg_constraint x ON x.conrelid = t.oid;
CREATE TEMP VIEW idx AS
    SELECT o.*, i.indisunique, i.indpred IS NOT NULL AS partial, pg_get_indexdef(o.oid) AS def
    FROM own o JOIN pg_index i ON i.indexrelid = o.oid JOIN t ON t.oid = i.indrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint x WHERE x.conindid = o.oid);
CREATE TEMP VIEW fn AS
    SELECT p.oid, p.proname::text AS name, format('%s', p.oid::regprocedure) AS q, l.lanname, p.prosrc, p.prokind::text AS prokind
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'partman') AND p.prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');
CREATE TEMP VIEW trg AS
    SELECT t.*, g.tgname::text AS tgname, format('%I', g.tgname) AS g FROM t JOIN pg_trigger g ON g.tgrelid = t.oid
    WHERE NOT g.tgisinternal;
CREATE TEMP VIEW ext AS SELECT extname::text AS name, format('%I', extname) AS q, oid FROM pg_extension
    WHERE extname NOT IN ('plpgsql', 'pg_stat_statements', 'pgstattuple');
"""

# Of a foreign key another action.
OTHER_ACTION = """CASE WHEN def ~ 'ON DELETE' THEN regexp_replace(def, ' ON DELETE (CASCADE|SET NULL|SET DEFAULT|RESTRICT)', '')
    ELSE def || ' ON DELETE CASCADE' END"""

# What it is, the kind that the finding has (None: any), the query for candidates.
PLANTED = (
    ("index missing", "index", "SELECT 'DROP INDEX ' || q, name FROM idx WHERE NOT indisunique"),
    ("index extra", "index", "SELECT format('CREATE INDEX planted_idx ON %s (%s)', q, c), 'planted_idx' FROM col WHERE attnum = 1"),
    ("index unique, extra", "index",
     "SELECT format('CREATE UNIQUE INDEX planted_idx ON %s (%s)', q, c), 'planted_idx' FROM col WHERE attnum > 1"),
    ("index of one name on fewer rows", "index",
     "SELECT format('DROP INDEX %s; %s WHERE false', q, def), name FROM idx WHERE NOT partial"),
    ("index INVALID", "index",
     "SELECT format('UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s', oid), name FROM idx"),
    ("column missing", "column", "SELECT format('ALTER TABLE %s DROP COLUMN %s', q, c), colname FROM col WHERE NOT bound AND NOT indexed"),
    ("column extra", "column", "SELECT format('ALTER TABLE %s ADD COLUMN planted integer', q), 'planted' FROM t"),
    ("column renamed", "column", "SELECT format('ALTER TABLE %s RENAME COLUMN %s TO planted', q, c), 'planted' FROM col WHERE NOT bound"),
    ("column's type", "column", """SELECT format('ALTER TABLE %s ALTER COLUMN %s TYPE %s', q, c,
        CASE category WHEN 'S' THEN 'varchar(99)' ELSE 'numeric' END), colname FROM col
        WHERE (type ~ '^(text|character varying)' OR type IN ('integer', 'bigint')) AND identity = '' AND NOT bound"""),
    ("column's collation", "column", """SELECT format('ALTER TABLE %s ALTER COLUMN %s TYPE %s COLLATE "C"', q, c, type), colname
        FROM col WHERE type ~ '^(text|character varying)' AND NOT bound"""),
    ("column's default missing", "column", """SELECT format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', q, c), colname
        FROM col WHERE value IS NOT NULL AND generated = ''"""),
    ("column's default extra", "column", """SELECT format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %L', q, c, 'planted'), colname
        FROM col WHERE value IS NULL AND type = 'text'"""),
    ("column's NOT NULL missing", "column",
     "SELECT format('ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL', q, c), colname FROM col WHERE attnotnull AND NOT bound"),
    ("column's NOT NULL extra", "column",
     "SELECT format('ALTER TABLE %s ALTER COLUMN %s SET NOT NULL', q, c), colname FROM col WHERE NOT attnotnull"),
    ("column's identity", "column",
     "SELECT format('ALTER TABLE %s ALTER COLUMN %s DROP IDENTITY', q, c), colname FROM col WHERE identity <> ''"),
    ("column's identity, the other kind", "column", """SELECT format('ALTER TABLE %s ALTER COLUMN %s SET GENERATED %s', q, c,
        CASE identity WHEN 'a' THEN 'BY DEFAULT' ELSE 'ALWAYS' END), colname FROM col WHERE identity <> ''"""),
    ("generated expression gone", "column",
     "SELECT format('ALTER TABLE %s ALTER COLUMN %s DROP EXPRESSION', q, c), colname FROM col WHERE generated <> ''"),
    ("primary key or UNIQUE missing", "constraint",
     "SELECT format('ALTER TABLE %s DROP CONSTRAINT %s', q, c), conname FROM con WHERE contype IN ('u', 'p')"),
    ("foreign key missing", "constraint",
     "SELECT format('ALTER TABLE %s DROP CONSTRAINT %s', q, c), conname FROM con WHERE contype = 'f'"),
    ("foreign key NOT VALID", "constraint", """SELECT format('ALTER TABLE %s DROP CONSTRAINT %s, ADD CONSTRAINT %s %s NOT VALID',
        q, c, c, def), conname FROM con WHERE contype = 'f'"""),
    ("foreign key's action", "constraint", f"""SELECT format('ALTER TABLE %s DROP CONSTRAINT %s, ADD CONSTRAINT %s %s',
        q, c, c, {OTHER_ACTION}), conname FROM con WHERE contype = 'f'"""),
    ("CHECK missing", "constraint",
     "SELECT format('ALTER TABLE %s DROP CONSTRAINT %s', q, c), conname FROM con WHERE contype = 'c'"),
    ("CHECK extra", "constraint", """SELECT format('ALTER TABLE %s ADD CONSTRAINT planted CHECK (%s IS NOT NULL)', q, c), 'planted'
        FROM col WHERE attnum = 1"""),
    ("trigger disabled", "trigger", "SELECT format('ALTER TABLE %s DISABLE TRIGGER %s', q, g), tgname FROM trg"),
    ("trigger missing", "trigger", "SELECT format('DROP TRIGGER %s ON %s', g, q), tgname FROM trg"),
    ("rule extra", "rule", "SELECT format('CREATE RULE planted AS ON DELETE TO %s DO INSTEAD NOTHING', q), 'planted' FROM t"),
    ("function's body", "function", """SELECT regexp_replace(pg_get_functiondef(oid), '\\mBEGIN\\M', 'BEGIN PERFORM 1;', 'i'), name
        FROM fn WHERE lanname = 'plpgsql'"""),
    ("function's SECURITY DEFINER", "function", "SELECT format('ALTER FUNCTION %s SECURITY DEFINER', q), name FROM fn"),
    ("function not for PUBLIC", "privilege", "SELECT format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', q), name FROM fn"),
    ("view's text", "view", """SELECT format('CREATE OR REPLACE VIEW %s AS SELECT * FROM (%s) planted LIMIT 10', q,
        rtrim(pg_get_viewdef(oid), ';')), name FROM own WHERE relkind = 'v'"""),
    ("enum's label", "type", """SELECT format('ALTER TYPE %s ADD VALUE %L', y.oid::regtype, 'planted'), y.typname::text
        FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace WHERE y.typtype = 'e' AND n.nspname !~ '^pg_'"""),
    ("table missing", "table", "SELECT 'DROP TABLE ' || q, name FROM t"),
    ("table extra", "table", "SELECT 'CREATE TABLE planted (x integer)', 'planted'"),
    ("table unlogged", "table", "SELECT format('ALTER TABLE %s SET UNLOGGED', q), name FROM t"),
    ("table's storage options", "table", "SELECT format('ALTER TABLE %s SET (fillfactor = 50)', q), name FROM t"),
    ("replica identity", "table", "SELECT format('ALTER TABLE %s REPLICA IDENTITY FULL', q), name FROM t"),
    ("row security on or off", "table", """SELECT format('ALTER TABLE %s %s ROW LEVEL SECURITY', t.q,
        CASE WHEN k.relrowsecurity THEN 'DISABLE' ELSE 'ENABLE' END), t.name FROM t JOIN pg_class k ON k.oid = t.oid
        ORDER BY NOT k.relrowsecurity, 1"""),
    ("policy", "policy", """SELECT format('ALTER POLICY %I ON %s USING (false)', p.polname, t.q), p.polname::text
        FROM pg_policy p JOIN t ON t.oid = p.polrelid UNION ALL
        SELECT format('CREATE POLICY planted ON %s USING (true)', q), 'planted' FROM t"""),
    ("privilege to PUBLIC", "privilege", "SELECT format('GRANT SELECT ON %s TO PUBLIC', q), name FROM t"),
    ("privilege to another role", "privilege", "SELECT format('GRANT SELECT ON %s TO planted', q), name FROM t"),
    ("privilege on the partitioned table", "privilege", "SELECT 'GRANT SELECT ON request_log TO PUBLIC', 'request_log'"),
    ("partitioned table's index missing", "index", "SELECT 'DROP INDEX request_log_path_idx', 'request_log_path_idx'"),
    ("partitioned table's column extra", "column", "SELECT 'ALTER TABLE request_log ADD COLUMN planted integer', 'planted'"),
    ("sequence's increment", None,
     "SELECT format('ALTER SEQUENCE %s INCREMENT BY 7', q), name FROM own WHERE relkind = 'S'"),
    ("sequence's owner column", None, """SELECT format('ALTER SEQUENCE %s OWNED BY NONE', q), name FROM own WHERE relkind = 'S'"""),
    ("sequence extra", "sequence", "SELECT 'CREATE SEQUENCE planted', 'planted'"),
    ("comment", "comment", "SELECT format('COMMENT ON TABLE %s IS %L', q, 'planted'), name FROM t"),
    ("type extra", "type", "SELECT 'CREATE DOMAIN planted AS text', 'planted'"),
    ("schema extra", "schema", "SELECT 'CREATE SCHEMA planted', 'planted'"),
    ("extension missing", "extension", "SELECT format('DROP EXTENSION %s CASCADE', q), name FROM ext"),
    ("extension extra", "extension", "SELECT format('CREATE EXTENSION %I', name), name::text FROM pg_available_extensions WHERE name = 'pgrowlocks'"),
    ("extension's member taken out", None, """SELECT format('ALTER EXTENSION %s DROP FUNCTION %s', e.q, d.objid::regprocedure),
        p.proname::text FROM ext e JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
        JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid"""),
    ("function made an extension's member", LEFT_OUT,
     "SELECT format('ALTER EXTENSION pgstattuple ADD FUNCTION %s', q), name FROM fn"),
    ("publication extra", "other", "SELECT 'CREATE PUBLICATION planted', 'planted'"),
)
