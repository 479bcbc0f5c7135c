#!/usr/bin/env bats
# Texts in which one word names several things, or one statement is about more than it names: read as what a server
# makes of them.

load ../lib/common
load ../lib/texts

# not_understood WORDS STATEMENTS: a statement with these words is compared as text.
not_understood() {
    say a.sql "$2"
    say b.sql ''
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement '*"$1"* ]] || { show_run; false; }
}

@test "texts: a renamed column is no function, type, schema, field or collation of that name" {
    same_as_on_server "CREATE TABLE a (length int, t text, g int GENERATED ALWAYS AS (length + length(t)) STORED,
    CHECK (length = length(t)), CONSTRAINT q CHECK (length > 1 AND length::text <> 'length'));
CREATE INDEX i ON a (length, length(t), (length + length(t)) DESC) INCLUDE (length) WHERE length > length(t);
ALTER TABLE a RENAME COLUMN length TO len;"
    same_as_on_server "CREATE SCHEMA util;
CREATE FUNCTION util.f(text) RETURNS int LANGUAGE sql IMMUTABLE AS \$\$SELECT 1\$\$;
CREATE TYPE mood AS (x int, mood int);
CREATE TABLE b (id int, text text, mood mood, util text, date date, year int, \"C\" text, fillfactor int,
    CHECK (id::text = text), CHECK ((mood).x > 1), CHECK ((mood).mood = 1), CHECK (date > date '2020-01-01'),
    CHECK (EXTRACT(year FROM date) > 2000), CHECK (year > 1), CHECK (util.f(util) = 1), CHECK (text COLLATE \"C\" > \"C\"),
    UNIQUE (fillfactor) WITH (fillfactor=70),
    CONSTRAINT e EXCLUDE USING btree (fillfactor WITH =, lower(text) WITH =) WITH (fillfactor=60)
        WHERE (date '2020-01-01' < date));
CREATE INDEX j ON b (id, (id::text), text COLLATE \"C\", util.f(util), \"C\") WITH (fillfactor=50)
    WHERE date > date '2020-01-01';
ALTER TABLE b RENAME text TO \"new text\";
ALTER TABLE b RENAME mood TO m;
ALTER TABLE b RENAME util TO u;
ALTER TABLE b RENAME date TO d;
ALTER TABLE b RENAME year TO y;
ALTER TABLE b RENAME \"C\" TO c;
ALTER TABLE b RENAME fillfactor TO ff;"
    same_as_on_server 'CREATE TABLE p (date timestamp, range int, hash int) PARTITION BY RANGE (date(date), range, ((hash + range)));
ALTER TABLE p RENAME date TO d;
ALTER TABLE p RENAME range TO r;
ALTER TABLE p RENAME hash TO h;'
}

@test "texts: what ON DELETE SET NULL names follows a renamed column" {
    same_as_on_server 'CREATE TABLE p (key int, b int, PRIMARY KEY (key, b));
CREATE TABLE f (key int, b int, FOREIGN KEY (key, b) REFERENCES p (key, b) ON DELETE SET NULL (key));
ALTER TABLE f RENAME key TO k;
ALTER TABLE p RENAME b TO c;
ALTER TABLE f RENAME b TO c;'
}

@test "texts: what is taken of a table is taken of its columns, and schema public gives nothing to roles" {
    say fullschema.ini '[prepare]
roles = r1, r2'
    same_as_on_server 'CREATE TABLE a (id int, x int);
CREATE TABLE b (id int, x int);
CREATE TABLE c (id int, x int);
CREATE TABLE d (id int, x int);
CREATE VIEW v AS SELECT id FROM a;
GRANT SELECT (id) ON a TO r1;
REVOKE SELECT ON a FROM r1;
GRANT SELECT (id), UPDATE (x) ON b TO r1, r2;
REVOKE SELECT ON b FROM r1;
GRANT INSERT (id) ON c TO r1 WITH GRANT OPTION;
REVOKE GRANT OPTION FOR ALL ON c FROM r1;
GRANT INSERT (id) ON v TO r1 WITH GRANT OPTION;
REVOKE ALL ON v FROM r1;
GRANT SELECT ON d TO r1;
REVOKE SELECT (id) ON d FROM r1;'
    same_as_on_server 'CREATE TABLE d (id int, x int);
GRANT SELECT (id) ON d TO r1;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM r1;
REVOKE USAGE ON SCHEMA public FROM r1;
REVOKE CREATE ON SCHEMA public FROM r1;'
}

@test "texts: nothing is left of what is temporary, nor of what is said of it" {
    same_as_on_server "CREATE TABLE a (id int PRIMARY KEY);
CREATE TEMP TABLE a (x int, y text);
CREATE INDEX ix ON a (x);
COMMENT ON TABLE a IS 'gone';
COMMENT ON COLUMN a.x IS 'gone';
COMMENT ON INDEX ix IS 'gone';
ALTER TABLE a ADD z int;
ALTER TABLE a ADD CONSTRAINT u UNIQUE (x);
INSERT INTO a (x) VALUES (1);
INSERT INTO a SELECT 20;
UPDATE a SET x = x + 1;
DELETE FROM a;
TRUNCATE a;
GRANT SELECT ON a TO PUBLIC;
CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION t();
COMMENT ON TRIGGER tr ON a IS 'gone';
ALTER TABLE a DISABLE TRIGGER tr;
DROP TRIGGER tr ON a;
CREATE VIEW v AS SELECT x FROM a;
COMMENT ON VIEW v IS 'gone';
CREATE TEMP VIEW v2 AS SELECT 1;
CREATE RULE ru AS ON INSERT TO a DO NOTHING;
CREATE STATISTICS st ON x, y FROM a;
ANALYZE a;
CREATE INDEX pi ON public.a (id);
ALTER TABLE public.a ADD more int;
DROP VIEW v;
DROP INDEX ix;
ALTER TABLE a RENAME TO b;
ALTER TABLE a ADD after_rename int;
ALTER TABLE b RENAME TO a;
DROP TABLE a;
CREATE TABLE pg_temp.a (x int);
DROP TABLE IF EXISTS a CASCADE;
ALTER TABLE a ADD last int;
CREATE TEMP SEQUENCE sq;
ALTER SEQUENCE sq RESTART 5;
COMMENT ON SEQUENCE sq IS 'gone';
CREATE TEMP TABLE tt AS SELECT 1 AS n;
CREATE INDEX ON tt (n);
DROP TABLE tt;
SELECT 1 AS n INTO TEMP t3;
CREATE TABLE tt (n int);
CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
COMMENT ON FUNCTION pg_temp.f() IS 'gone';
DROP FUNCTION pg_temp.f();
CREATE TYPE pg_temp.en AS ENUM ('a');
BEGIN;
CREATE TEMP TABLE tt (m int) ON COMMIT DROP;
ALTER TABLE tt ADD o int;
COMMIT;
ALTER TABLE tt ADD p int;"
    same_as_on_server 'CREATE TABLE a (id int);
CREATE TEMP TABLE a (x int);
DROP TABLE a;'
    same_as_on_server "SET search_path = s, public;
CREATE SCHEMA s;
CREATE TABLE a (id int);
CREATE TEMP TABLE a (x int);
CREATE INDEX ix ON a (x);
ALTER TABLE a ADD z int;
DROP TABLE a;
ALTER TABLE a ADD w int;"
    printf '%s\n' 'CREATE TABLE a (id int);' 'CREATE TEMP TABLE b (id int);' 'COPY b (id) FROM stdin;' 1 '\.' \
        'COPY pg_temp.b (id) FROM stdin;' 1 '\.' >a.sql
    say b.sql 'CREATE TABLE a (id int);'
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: what is made of something temporary is not guessed" {
    not_understood 'TABLE q' 'CREATE TEMP TABLE a (x int);
CREATE TABLE q (LIKE a);'
    not_understood 'INSERT p' 'CREATE TABLE p (id int);
CREATE TEMP TABLE a (x int);
INSERT INTO p SELECT x FROM a;'
    not_understood 'WITH d' 'CREATE TABLE p (id int);
CREATE TEMP TABLE a (x int);
WITH d AS (DELETE FROM p RETURNING id) INSERT INTO a SELECT id FROM d;'
}

@test "texts: DROP EXTENSION ... CASCADE is understood where nothing is left that may need it" {
    local needs
    while read -r needs; do
        not_understood 'EXTENSION pg_trgm' "CREATE EXTENSION pg_trgm;
$needs
DROP EXTENSION pg_trgm CASCADE;"
    done <<'END'
CREATE TABLE a (t text); CREATE INDEX i ON a USING gin (t gin_trgm_ops);
CREATE TABLE a (t int); CREATE INDEX i ON a USING gin (t);
CREATE TABLE a (t int, EXCLUDE USING gist (t WITH =));
CREATE TABLE a (t uuid DEFAULT uuid_generate_v4());
CREATE TABLE a (t text, CHECK (t = crypt(t, 'x')));
CREATE VIEW a AS SELECT 'a' % 'b' AS b;
CREATE DOMAIN d AS text CHECK (VALUE <> soundex('a'));
CREATE EXTENSION earthdistance CASCADE;
END
    say a.sql "CREATE EXTENSION hstore;
CREATE TYPE mood AS ENUM ('a');
CREATE DOMAIN d AS text CHECK (VALUE <> '');
CREATE TYPE ra AS RANGE (SUBTYPE = int);
CREATE TABLE a (id serial PRIMARY KEY, m mood DEFAULT 'a', d d, j jsonb, n numeric(5,2) NOT NULL CHECK (n > 0),
    g int GENERATED ALWAYS AS (length(d)) STORED, s tsvector, r int4range, EXCLUDE USING gist (r WITH =),
    c timestamp with time zone DEFAULT now() NOT NULL, arr text[], ra ra);
CREATE INDEX i ON a (lower(d), m DESC) WHERE n > 1;
CREATE INDEX k ON a USING gin (j, s, arr);
CREATE VIEW v AS SELECT id, count(*) FROM a GROUP BY id;
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION tf();
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY po ON a USING (id > f(1));"
    { echo 'CREATE EXTENSION pg_trgm;' && cat a.sql && echo 'DROP EXTENSION pg_trgm CASCADE;'; } >b.sql
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: a rule fires as the one did whose place it takes" {
    same_as_on_server "CREATE TABLE a (id int);
CREATE RULE r AS ON INSERT TO a DO NOTHING;
ALTER TABLE a DISABLE RULE r;
CREATE OR REPLACE RULE r AS ON INSERT TO a DO ALSO NOTHING;
CREATE RULE r2 AS ON INSERT TO a DO ALSO NOTHING;
ALTER TABLE a ENABLE ALWAYS RULE r2;
DROP RULE r2 ON a;
CREATE RULE r2 AS ON INSERT TO a DO ALSO NOTHING;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE a DISABLE TRIGGER tr;
CREATE OR REPLACE TRIGGER tr AFTER INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();"
}

@test "texts: how a partition fires a trigger of its parent goes with that trigger, and follows its name" {
    same_as_on_server "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (5);
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER ts AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE p1 DISABLE TRIGGER tr;
ALTER TABLE p11 ENABLE ALWAYS TRIGGER tr;
ALTER TABLE p11 DISABLE TRIGGER ts;
ALTER TRIGGER tr ON p RENAME TO tr2;
DROP TRIGGER ts ON p;
CREATE TRIGGER ts AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();"
    same_as_on_server "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE p1 DISABLE TRIGGER tr;
CREATE OR REPLACE TRIGGER tr AFTER UPDATE ON p FOR EACH ROW EXECUTE FUNCTION f();"
    same_as_on_server "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE p1 DISABLE TRIGGER tr;
DROP FUNCTION f() CASCADE;
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION g();"
    same_as_on_server "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE p (id int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10) PARTITION BY RANGE (id);
CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (1) TO (5);
CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER own AFTER INSERT ON p1 FOR EACH ROW EXECUTE FUNCTION f();
ALTER TABLE p1 DISABLE TRIGGER tr;
ALTER TABLE p11 DISABLE TRIGGER tr;
ALTER TABLE p11 DISABLE TRIGGER own;
ALTER TABLE p DETACH PARTITION p1;
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (10);"
}

@test "texts: what needs the sequences of a table or a column goes with CASCADE, as does what needs tables far below" {
    same_as_on_server "CREATE TABLE a (id serial, x int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE b (id int DEFAULT nextval('a_id_seq'), x int DEFAULT nextval('a_x_seq'));
CREATE VIEW v AS SELECT last_value FROM a_id_seq;
DROP TABLE a CASCADE;
CREATE TABLE c (id serial, x int GENERATED ALWAYS AS IDENTITY, y serial);
CREATE TABLE d (id int DEFAULT nextval('c_id_seq'), x int DEFAULT nextval('c_x_seq'), y int DEFAULT nextval('c_y_seq'));
ALTER TABLE c DROP COLUMN id CASCADE;
ALTER TABLE c DROP COLUMN x CASCADE;
CREATE TABLE g (a int);
CREATE TABLE h () INHERITS (g);
CREATE TABLE i (s serial) INHERITS (h);
CREATE VIEW vi AS SELECT a FROM i;
CREATE TABLE j (x int DEFAULT nextval('i_s_seq'));
DROP TABLE g CASCADE;
CREATE SEQUENCE os;
CREATE TABLE k (x int);
ALTER SEQUENCE os OWNED BY k.x;
CREATE TABLE l (x int DEFAULT nextval('os'));
DROP TABLE k CASCADE;"
    same_as_on_server "CREATE TABLE g (a int, b int);
CREATE TABLE h () INHERITS (g);
CREATE TABLE i (s serial) INHERITS (h);
CREATE VIEW vi AS SELECT a FROM i;
CREATE VIEW vs AS SELECT s FROM i;
ALTER TABLE g DROP COLUMN a CASCADE;
CREATE SCHEMA z;
CREATE TABLE z.a (id serial, n int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE zb (id int DEFAULT nextval('z.a_id_seq'), n int DEFAULT nextval('z.a_n_seq'));
DROP SCHEMA z CASCADE;
CREATE TYPE t AS ENUM ('a');"
}

@test "what is made while pg_temp is the first of the search path is the session's" {
    same_as_on_server "SET search_path = pg_temp, public;
CREATE TABLE t (a int); CREATE INDEX ON t (a); INSERT INTO t VALUES (1);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE ct AS (a int); CREATE TYPE en AS ENUM ('a'); CREATE DOMAIN dd AS int;
CREATE VIEW v AS SELECT 1 AS a; CREATE SEQUENCE s;
CREATE TABLE public.u (a int); CREATE INDEX ON u (a);
RESET search_path;
CREATE TABLE w (a int);"
}

@test "what selects constants, notifies or listens makes nothing" {
    same_as_on_server "SELECT 1; SELECT 'a' AS b, 2; CREATE TABLE t (a int); NOTIFY x, 'y'; LISTEN x; UNLISTEN *;"
    say a.sql "SELECT f(1); SELECT 1 FROM t;"
    run -1 "$FULLSCHEMA" diff --engine postgres /dev/null a.sql
    [[ $output == *'2 changes: 2 breaking'* ]] || { show_run; false; }
}
