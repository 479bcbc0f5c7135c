#!/usr/bin/env bats
# Texts whose statements change what earlier ones made: read as what a server makes of them.

load ../lib/common
load ../lib/texts

@test "texts: a foreign key follows the table and the columns that it refers to, whatever they are called" {
    local table
    for table in rooms '"odd (id) t"' '"x REFERENCES y (id)"' '"a ""quoted"", name"'; do
        same_as_on_server "CREATE SCHEMA s;
CREATE TABLE $table (id int PRIMARY KEY, \"x REFERENCES y (\" int UNIQUE, up int REFERENCES $table);
CREATE TABLE b (z int REFERENCES $table ON DELETE CASCADE, y int, \"x REFERENCES y\" int,
    FOREIGN KEY (y) REFERENCES $table (id) MATCH FULL DEFERRABLE, FOREIGN KEY (\"x REFERENCES y\") REFERENCES $table (\"x REFERENCES y (\"));
CREATE TABLE s.c (z int REFERENCES public.$table);
ALTER TABLE $table SET SCHEMA s;
ALTER TABLE s.$table RENAME TO \"new (z)\";
ALTER TABLE s.\"new (z)\" RENAME id TO \"REFERENCES\";
ALTER TABLE b RENAME \"x REFERENCES y\" TO z2;
ALTER SCHEMA s RENAME TO \"t (u)\";
ALTER TABLE \"t (u)\".\"new (z)\" RENAME \"x REFERENCES y (\" TO \"a, b\";"
    done
    same_as_on_server 'CREATE TABLE p (id int PRIMARY KEY, "a, b" int, c int, UNIQUE ("a, b", c));
CREATE TABLE q (a int, b int, FOREIGN KEY (a, b) REFERENCES p ("a, b", c), CONSTRAINT k FOREIGN KEY (a) REFERENCES p);
ALTER TABLE p DROP CONSTRAINT "p_a, b_c_key" CASCADE;
ALTER TABLE p DROP COLUMN id CASCADE;'
}

@test "texts: grants on routines without types or their sort, and on sequences that are called tables" {
    same_as_on_server 'CREATE FUNCTION fn(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE FUNCTION fn2(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE FUNCTION "f(n"(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE PROCEDURE pr(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE PROCEDURE pr2(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ag2(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ag3(int) (SFUNC = int4pl, STYPE = int);
REVOKE EXECUTE ON ROUTINE fn(int, int), pr, ag3 FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE pr2(int) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ag, "f(n" FROM PUBLIC;
COMMENT ON ROUTINE fn2 IS $$of fn2$$;
COMMENT ON PROCEDURE pr IS $$of pr$$;
COMMENT ON ROUTINE ag2(int) IS $$of ag2$$;
COMMENT ON ROUTINE ag3 IS $$of ag3$$;
ALTER ROUTINE fn2(int) RENAME TO fn3;
DROP ROUTINE ag2;'
    same_as_on_server 'CREATE SCHEMA x;
CREATE FUNCTION x.fn(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE PROCEDURE x.pr(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE AGGREGATE x.ag(int) (SFUNC = int4pl, STYPE = int);
REVOKE ALL ON ALL ROUTINES IN SCHEMA x FROM PUBLIC;
GRANT ALL ON ALL PROCEDURES IN SCHEMA x TO PUBLIC;
GRANT ALL ON FUNCTION x.ag TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA x GRANT EXECUTE ON ROUTINES TO PUBLIC;'
    same_as_on_server 'CREATE SEQUENCE a; CREATE SEQUENCE b; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b serial);
GRANT ALL ON TABLE a TO PUBLIC;
GRANT SELECT ON b TO PUBLIC;
GRANT SELECT, INSERT, USAGE ON TABLE t_a_seq TO PUBLIC;
GRANT UPDATE ON t_b_seq TO PUBLIC;
REVOKE ALL ON TABLE b FROM PUBLIC;'
    # Whose types no text says is not guessed.
    say a.sql 'GRANT EXECUTE ON FUNCTION made_elsewhere TO PUBLIC;'
    say b.sql ''
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement '*made_elsewhere* ]] || { show_run; false; }
}

@test "texts: what is named without a schema is found, and made, by search_path" {
    same_as_on_server "CREATE SCHEMA s;
CREATE SCHEMA \"T t\";
SET search_path = s, \"T t\", public;
CREATE TABLE \"T t\".x (a int PRIMARY KEY);
CREATE TABLE public.y (a int PRIMARY KEY);
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE TYPE c AS (q d, r e);
CREATE TABLE t (a serial PRIMARY KEY, b e DEFAULT 'a', c c, d d[], f int REFERENCES x, g int REFERENCES y, h int REFERENCES t);
CREATE INDEX i ON t (a, b);
CREATE UNIQUE INDEX ON y (a);
COMMENT ON TABLE t IS 'x';
COMMENT ON COLUMN t.b IS 'x';
COMMENT ON TYPE e IS 'q';
COMMENT ON INDEX i IS 'idx';
COMMENT ON CONSTRAINT t_pkey ON t IS 'pk';
GRANT SELECT ON t, y TO PUBLIC;
CREATE FUNCTION f(x e) RETURNS e LANGUAGE sql IMMUTABLE AS 'SELECT \$1';
COMMENT ON FUNCTION f(e) IS 'f';
CREATE VIEW v AS WITH y AS (SELECT 1 AS z) SELECT t.a, f(t.b) AS k, y.z FROM t, y JOIN x ON true;
ALTER TABLE t ALTER h SET DEFAULT nextval('t_a_seq');
CREATE SEQUENCE q OWNED BY t.h;
ALTER SEQUENCE q OWNED BY t.f;
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE t RENAME g TO gg;
ALTER INDEX i RENAME TO j;
DROP TRIGGER tr ON t;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t;
CREATE INDEX mi ON m (a);
CREATE STATISTICS st ON a, b FROM t;
CREATE POLICY p ON t USING (EXISTS (SELECT FROM y));
COMMENT ON POLICY p ON t IS 'pp';
DROP TABLE x CASCADE;
ALTER TYPE e ADD VALUE 'b';
ALTER TYPE c ADD ATTRIBUTE z int;
ALTER FUNCTION f(e) STABLE;
DROP FUNCTION IF EXISTS nope(int);
ALTER TABLE t ADD CHECK (f(b) IS NOT NULL);
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
INSERT INTO y VALUES (5);
CREATE FUNCTION op(e, e) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR <<< (LEFTARG = e, RIGHTARG = e, FUNCTION = op);
CREATE COLLATION co (locale = 'C');
CREATE TABLE w (LIKE t, z text COLLATE co);"
    same_as_on_server "CREATE SCHEMA s;
SET search_path = s;
CREATE TABLE t (a int);
RESET search_path;
CREATE TABLE u (a int);
SET search_path = s;
SET search_path TO DEFAULT;
CREATE TABLE v (a int);"
    same_as_on_server "SET search_path = nope, public;
CREATE TABLE t (a int);"
    same_as_on_server "CREATE SCHEMA s;
SET search_path = \"\$user\", s;
CREATE TABLE t (a int);"
    same_as_on_server "CREATE SCHEMA s;
CREATE TABLE s.t (a int PRIMARY KEY);
SET search_path = public, s;
CREATE TABLE u (a int PRIMARY KEY REFERENCES t);
CREATE TABLE s.z (a int REFERENCES u);"
    same_as_on_server "CREATE SCHEMA s;
SET search_path = s;
CREATE SCHEMA e CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t;
CREATE TABLE t (b int);"
    same_as_on_server "CREATE SCHEMA s;
SET search_path = s, public;
CREATE TABLE public.t (a int);
CREATE TABLE t (b int);
CREATE TYPE e AS ENUM ('x');
DROP TABLE t;
DROP TYPE e;
ALTER TABLE t ADD c int;"
    same_as_on_server "CREATE SCHEMA s;
SELECT set_config('search_path', 's,public', false);
CREATE TABLE t (a int PRIMARY KEY);"
    same_as_on_server "CREATE SCHEMA s;
SET search_path = s, pg_catalog;
CREATE TABLE t (a int PRIMARY KEY);
SET search_path = public, pg_catalog;
CREATE TABLE u (a int PRIMARY KEY);"
    # Local to a transaction, and rows as old dumps have them.
    say a.sql 'CREATE SCHEMA s;
BEGIN;
SET LOCAL search_path = s;
CREATE TABLE t (a int, b text);
COMMIT;
CREATE TABLE t (a int, b text);
SET search_path = s, pg_catalog;
COPY t (a, b) FROM stdin;
1	x
\.
INSERT INTO t VALUES (2, $$y$$);
DISCARD ALL;
INSERT INTO t VALUES (3, $$z$$);'
    say b.sql "CREATE SCHEMA s; CREATE TABLE s.t (a int, b text); CREATE TABLE t (a int, b text);
INSERT INTO s.t VALUES (1, 'x'); INSERT INTO s.t VALUES (2, 'y'); INSERT INTO t VALUES (3, 'z');"
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: what CREATE SCHEMA makes is found in the new schema first" {
    same_as_on_server "CREATE TABLE t (a int, c text);
CREATE SCHEMA app CREATE VIEW v AS SELECT a FROM t CREATE TABLE t (a int PRIMARY KEY) CREATE VIEW w AS SELECT c FROM public.t;"
    same_as_on_server "CREATE TABLE t (a int);
CREATE SCHEMA app CREATE VIEW v AS WITH t AS (SELECT 1 AS a) SELECT a FROM t CREATE TABLE t (a int)
    CREATE SEQUENCE q CREATE INDEX i ON t (a);"
    same_as_on_server "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE SCHEMA app CREATE TABLE t (a int) CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION public.f()
    CREATE SEQUENCE q CREATE TABLE u (a int DEFAULT nextval('app.q')) GRANT SELECT ON t TO PUBLIC;"
    same_as_on_server "CREATE SCHEMA s CREATE TABLE x (a int PRIMARY KEY) CREATE TABLE t (z int);
SET search_path = s;
CREATE SCHEMA app CREATE TABLE t (a int REFERENCES x, b int) CREATE VIEW v AS SELECT t.a FROM t JOIN x ON x.a = t.a;
CREATE TABLE y (a int REFERENCES x);"
    same_as_on_server "CREATE TYPE e AS ENUM ('x');
CREATE SCHEMA app CREATE TABLE t (a e, b public.e) CREATE TABLE public_t (a int, UNIQUE (a));"
}

@test "texts: triggers, rules and policies go with a table that gets another name or schema" {
    local made="CREATE TABLE event (id int, b int); CREATE TABLE other (z int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER event_insert BEFORE INSERT OR UPDATE OF id ON event FOR EACH ROW WHEN (NEW.id > 1) EXECUTE FUNCTION f();
CREATE TRIGGER aft AFTER DELETE ON event REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION f();
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON event FROM other DEFERRABLE FOR EACH ROW EXECUTE FUNCTION f();
CREATE RULE event_rule AS ON INSERT TO event DO ALSO INSERT INTO other (z) VALUES (NEW.b);
CREATE POLICY event_policy ON event USING (id > 1); ALTER TABLE event DISABLE TRIGGER aft;
COMMENT ON TRIGGER aft ON event IS 'x'; COMMENT ON RULE event_rule ON event IS 'y';"
    same_as_on_server "$made ALTER TABLE event RENAME TO \"Events on\";"
    same_as_on_server "$made CREATE SCHEMA s; ALTER TABLE event SET SCHEMA s;"
    same_as_on_server "$made CREATE SCHEMA s; ALTER TABLE event SET SCHEMA s; ALTER SCHEMA s RENAME TO \"to\";
ALTER TABLE \"to\".event RENAME TO log;"
}

@test "texts: LIKE copies what INCLUDING says" {
    same_as_on_server "CREATE TABLE t (a int PRIMARY KEY, b int DEFAULT 4 CHECK (b > 1), c text COLLATE \"C\", d int UNIQUE);
CREATE INDEX i ON t (b); CREATE INDEX k ON t (lower(c), b DESC) WHERE b > 3; COMMENT ON COLUMN t.b IS 'x';
COMMENT ON INDEX i IS 'ii'; COMMENT ON CONSTRAINT t_b_check ON t IS 'cc';
COMMENT ON CONSTRAINT t_pkey ON t IS 'pk'; ALTER TABLE t ALTER c SET STORAGE EXTERNAL;
COMMENT ON TABLE t IS 'tt'; CREATE TABLE u (LIKE t INCLUDING ALL, z int);"
    same_as_on_server "CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int); CREATE INDEX i ON t (b, c);
CREATE TABLE u (LIKE t INCLUDING INDEXES);"
    same_as_on_server "CREATE TABLE t (a int PRIMARY KEY, b int CHECK (b > 0), c int); COMMENT ON COLUMN t.b IS 'x';
COMMENT ON CONSTRAINT t_pkey ON t IS 'y'; CREATE TABLE u (LIKE t INCLUDING COMMENTS);"
    same_as_on_server "CREATE TABLE t (a int PRIMARY KEY, b int CHECK (b > 0), c int DEFAULT 3); CREATE INDEX i ON t (b, c);
COMMENT ON COLUMN t.b IS 'x'; CREATE TABLE u (LIKE t INCLUDING ALL EXCLUDING INDEXES EXCLUDING COMMENTS);"
    same_as_on_server "CREATE TABLE t (a text); ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER a SET STATISTICS 5;
CREATE TABLE u (LIKE t INCLUDING STORAGE); CREATE TABLE v (LIKE t);"
    same_as_on_server "CREATE TABLE y (a int); CREATE TABLE t (a int, b int); CREATE TABLE w (LIKE t, z text) INHERITS (y);"
    # What the server calls an exclusion is not guessed.
    say a.sql 'CREATE TABLE t (r int4range, EXCLUDE USING gist (r WITH &&)); CREATE TABLE u (LIKE t INCLUDING INDEXES);'
    say b.sql ''
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement TABLE u'* ]] || { show_run; false; }
}

@test "texts: partitions have the keys and indexes of their table, and keep some when they are detached" {
    same_as_on_server "CREATE TABLE p (a int, b text, c int) PARTITION BY LIST (a); CREATE INDEX i ON p (b, c);
CREATE INDEX ON p (lower(b)); CREATE UNIQUE INDEX u ON p (a, c) WITH (fillfactor = 60);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY RANGE (c);
CREATE TABLE p1a PARTITION OF p1 FOR VALUES FROM (1) TO (5); CREATE TABLE p2 (a int, b text, c int, x int);
ALTER TABLE p2 DROP COLUMN x; CREATE INDEX mine ON p2 (b, c); ALTER TABLE p ATTACH PARTITION p2 DEFAULT;
CREATE INDEX ON ONLY p (c); ALTER TABLE p ADD CONSTRAINT ck UNIQUE (a, c); ALTER TABLE p ALTER b SET NOT NULL;
DROP INDEX i;"
    same_as_on_server "CREATE TABLE q0 (a int PRIMARY KEY); CREATE TABLE p (a int, b text, c int) PARTITION BY LIST (a);
CREATE INDEX i ON p (b, c); CREATE UNIQUE INDEX u ON p (a) WITH (fillfactor = 60);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 (a int, b text, c int, x int);
ALTER TABLE p2 DROP COLUMN x; CREATE INDEX mine ON p2 (b, c); ALTER TABLE p ATTACH PARTITION p2 DEFAULT;
ALTER TABLE p ADD CONSTRAINT ck UNIQUE (a, c), ADD d int REFERENCES q0; ALTER TABLE p ALTER b SET NOT NULL;
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3); ALTER TABLE p DETACH PARTITION p3; DROP INDEX i;
ALTER TABLE p RENAME c TO cc;"
    same_as_on_server "CREATE TABLE p (a int, b text, c int, PRIMARY KEY (a), UNIQUE (a, c)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p DROP CONSTRAINT p_pkey;
ALTER TABLE p DROP CONSTRAINT p_a_c_key;"
    same_as_on_server "CREATE TABLE p (a int, b text, c int) PARTITION BY LIST (a); CREATE INDEX i ON p (b, c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p DROP COLUMN b;"
    same_as_on_server "CREATE TABLE p (a int, b text, c int) PARTITION BY LIST (a); CREATE INDEX i ON p (b, c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p ALTER c TYPE bigint;
ALTER TABLE p ALTER b SET DEFAULT 'x'; ALTER TABLE p ADD CHECK (c > 3); ALTER TABLE p RENAME COLUMN b TO bb;
CREATE TABLE p2 PARTITION OF p (CHECK (c < 4)) FOR VALUES IN (2);"
    same_as_on_server "CREATE TABLE p (a int, b text, c int) PARTITION BY LIST (a); CREATE INDEX i ON p (b, c);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); DROP TABLE p1;
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); CREATE INDEX own ON p2 (c);"
    same_as_on_server "CREATE TABLE p (a int PRIMARY KEY, c int) PARTITION BY LIST (a); CREATE TABLE p1 (a int NOT NULL, c int);
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1); CREATE TABLE p2 (a int PRIMARY KEY, c int);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
ALTER TABLE p DETACH PARTITION p2;"
    same_as_on_server "CREATE TABLE g (z int, CHECK (z > 1)); CREATE TABLE p (a int, CHECK (a > 0)) INHERITS (g);
CREATE TABLE c (b int) INHERITS (p); ALTER TABLE c NO INHERIT p; CREATE TABLE d () INHERITS (p);
ALTER TABLE p ADD CHECK (a < 9); ALTER TABLE p DROP CONSTRAINT p_a_check;"
    same_as_on_server "CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE INDEX i ON p (b);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
    same_as_on_server "CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE INDEX i ON p (b);"
    same_as_on_server "CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE INDEX i ON p (b);
CREATE TABLE p1 (a int, b text); ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);"
    same_as_on_server "CREATE TABLE p (a int , b text DEFAULT 'x') PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p ADD PRIMARY KEY (a);
ALTER TABLE p ADD CHECK (a > 0);"
    same_as_on_server "CREATE TABLE q (a int PRIMARY KEY);
CREATE TABLE p (a int PRIMARY KEY REFERENCES q, b text DEFAULT 'x' CHECK (b > 'a')) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); ALTER TABLE p DETACH PARTITION p1;"
    same_as_on_server "CREATE TABLE p (a int DEFAULT 4 NOT NULL, CHECK (a > 0), CONSTRAINT no CHECK (a < 9) NO INHERIT);
CREATE TABLE c (b int) INHERITS (p); ALTER TABLE c NO INHERIT p;"
}

@test "texts: a collation that is renamed, and the sequence that a literal names" {
    same_as_on_server "CREATE SEQUENCE q; CREATE TABLE t (a int DEFAULT nextval('q'), b int DEFAULT nextval('q'::regclass), c int DEFAULT nextval('public.q'), d text);
ALTER TABLE t ALTER b SET DEFAULT nextval('q');
CREATE INDEX i ON t USING gin (to_tsvector('english', d));"
    same_as_on_server "CREATE COLLATION c (locale = 'C'); ALTER COLLATION c RENAME TO d; CREATE TABLE t (a text COLLATE d);"
    say a.sql "CREATE COLLATION c (locale = 'C'); CREATE TABLE t (a text COLLATE c); ALTER COLLATION c RENAME TO d;"
    say b.sql "CREATE COLLATION d (locale = 'C'); CREATE TABLE t (a text COLLATE d);"
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement COLLATION c'* ]] || { show_run; false; }
}

@test "an identity whose sequence counts in another type than the column: kept, read, reported, fixed" {
    same_as_on_server "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b smallint GENERATED BY DEFAULT AS IDENTITY (START 5), c bigint GENERATED ALWAYS AS IDENTITY);
CREATE TABLE u (LIKE t INCLUDING IDENTITY);"
    grep -qx 'ALTER SEQUENCE u_b_seq AS bigint MINVALUE 1 MAXVALUE 32767;' made.sql
    same_as_on_server "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS IDENTITY);
ALTER SEQUENCE t_a_seq AS bigint; ALTER SEQUENCE t_b_seq AS smallint;"
    say plain.sql 'CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int GENERATED ALWAYS AS IDENTITY);'
    run -1 "$FULLSCHEMA" diff --engine postgres plain.sql made.sql
    [[ $output == *'identity options: (none) -> AS bigint'*'identity options: (none) -> AS smallint'* ]] || { show_run; false; }
    # Both ways, each proved.
    run -1 "$FULLSCHEMA" diff --engine postgres --sql plain.sql made.sql
    [[ $output == *'ALTER SEQUENCE t_b_seq AS smallint'* ]] || { show_run; false; }
    run -1 "$FULLSCHEMA" diff --engine postgres --sql made.sql plain.sql
    [[ $output == *'ALTER SEQUENCE t_a_seq AS integer'* ]] || { show_run; false; }
}

@test "texts: numbers and truth values in quotes are the defaults that a server makes of them" {
    same_as_on_server "CREATE TABLE t (a int DEFAULT '3', b integer DEFAULT '-1', c bigint DEFAULT '3', d smallint DEFAULT '4', e bool DEFAULT 't',
f boolean DEFAULT 'no', g integer DEFAULT '0', h int DEFAULT -1, i int DEFAULT '2147483647', j bigint DEFAULT 3,
k bigint DEFAULT '-5000000000', l integer DEFAULT ' 3', m integer NOT NULL DEFAULT '007', n int DEFAULT '-2147483648');"
    # Without a parse tree.
    same_as_on_server "CREATE TABLE t (a integer DEFAULT '3', b boolean DEFAULT 't' NOT NULL, c bigint DEFAULT '9999999999');"
}
