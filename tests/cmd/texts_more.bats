#!/usr/bin/env bats
# Texts in the style of projects' migrations: what the server carries into other objects, keeps in an order of its own,
# or leaves out.

load ../lib/common
load ../lib/texts

@test "texts: views, policies and triggers follow the new names of tables, columns and views" {
    same_as_on_server "CREATE TABLE users (id int PRIMARY KEY, name text, org int);
CREATE TABLE orgs (id int PRIMARY KEY, name text);
CREATE VIEW a AS SELECT users.id, users.name, orgs.name AS org FROM users JOIN orgs ON orgs.id = users.org;
CREATE VIEW b AS SELECT u.id, u.name FROM users u WHERE u.org = 1 UNION ALL SELECT o.id, o.name FROM orgs o;
CREATE VIEW c AS WITH x AS (SELECT users.name, count(*) AS n FROM users GROUP BY users.name) SELECT x.name, x.n FROM x;
CREATE MATERIALIZED VIEW d AS SELECT name, count(*) AS n FROM users GROUP BY name ORDER BY name;
CREATE UNIQUE INDEX di ON d (name);
CREATE VIEW e AS SELECT id, (SELECT o.name FROM orgs o WHERE o.id = users.org) AS o FROM users
    WHERE EXISTS (SELECT 1 FROM orgs WHERE orgs.id = users.org AND users.name = 'x');
CREATE VIEW f AS SELECT DISTINCT ON (name) name, id FROM users ORDER BY name, id DESC;
CREATE VIEW g WITH (security_barrier = true) AS SELECT id, name FROM users WHERE name IS NOT NULL WITH CHECK OPTION;
CREATE VIEW h AS SELECT count(*) AS n FROM a;
COMMENT ON COLUMN b.name IS 'x';
ALTER TABLE users RENAME name TO full_name;
ALTER TABLE users RENAME TO people;
ALTER TABLE orgs RENAME name TO label;
ALTER VIEW a RENAME TO z;"
    same_as_on_server "CREATE SCHEMA app;
CREATE TABLE users (id int PRIMARY KEY, name text, org int);
CREATE TABLE orgs (id int PRIMARY KEY, owner int);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON users USING (name = 'x' AND org IN (SELECT orgs.id FROM orgs WHERE orgs.owner = users.id));
CREATE POLICY q ON orgs FOR SELECT USING (EXISTS (SELECT 1 FROM users u WHERE u.org = orgs.id AND u.name <> 'a'));
CREATE POLICY r ON orgs FOR UPDATE USING (EXISTS (SELECT 1 FROM users WHERE users.org = orgs.id)) WITH CHECK (owner > 0);
CREATE VIEW v AS SELECT id, name FROM users;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER a BEFORE UPDATE OF name, org ON users FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION f();
ALTER TABLE users DISABLE TRIGGER a;
COMMENT ON TRIGGER a ON users IS 'x';
ALTER TABLE users RENAME TO people;
ALTER TABLE people RENAME name TO title;
ALTER TABLE people RENAME org TO org_id;
ALTER TABLE people SET SCHEMA app;"
}

@test "texts: names that a view's query does not tell for certain are no renamed ones" {
    local query
    for query in 'SELECT * FROM t' 'SELECT upper(name) AS name FROM t ORDER BY name' \
        'SELECT name FROM t JOIN u USING (name)' 'SELECT x.name FROM t AS x (id)'; do
        say a.sql "CREATE TABLE t (id int, name text);
CREATE TABLE u (name text);
CREATE VIEW v AS $query;
ALTER TABLE t RENAME name TO n;"
        say b.sql "CREATE TABLE t (id int, n text);
CREATE TABLE u (name text);
CREATE VIEW v AS ${query/SELECT name/SELECT n};"
        run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
        [[ $output == *'- statement '*'ALTER TABLE t RENAME name TO n'* ]] || { show_run; false; }
    done
    say a.sql 'CREATE TABLE t (id int); CREATE TABLE u (id int);
CREATE VIEW v AS SELECT s.id FROM t JOIN u s ON s.id = t.id;
ALTER TABLE t RENAME TO s;'
    say b.sql 'CREATE TABLE s (id int); CREATE TABLE u (id int);
CREATE VIEW v AS SELECT s.id FROM s JOIN u s ON s.id = s.id;'
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement '*'ALTER TABLE t RENAME TO s'* ]] || { show_run; false; }
}

@test "texts: all triggers of a table, those of its keys among them" {
    same_as_on_server "CREATE TABLE t (id int PRIMARY KEY, b int REFERENCES t);
CREATE TABLE p (id int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER b BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER c BEFORE INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER d AFTER INSERT ON p FOR EACH STATEMENT EXECUTE FUNCTION f();
CREATE TRIGGER e AFTER INSERT ON p1 FOR EACH STATEMENT EXECUTE FUNCTION f();
ALTER TABLE t DISABLE TRIGGER USER;
ALTER TABLE t ENABLE TRIGGER b;
ALTER TABLE p DISABLE TRIGGER ALL;
ALTER TABLE p1 ENABLE TRIGGER ALL;"
    # Foreign keys that bind nobody are said; where they bind again nothing is left to say.
    local table='CREATE TABLE t (id int PRIMARY KEY, b int REFERENCES t);'
    say a.sql "$table
ALTER TABLE t DISABLE TRIGGER ALL;"
    say b.sql "$table"
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement TABLE t'* ]] || { show_run; false; }
    say a.sql "$table
ALTER TABLE t DISABLE TRIGGER ALL;
INSERT INTO t VALUES (1, 1);
ALTER TABLE t ENABLE TRIGGER ALL;"
    say b.sql "$table
INSERT INTO t VALUES (1, 1);"
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: the sequence of a column is found by pg_get_serial_sequence" {
    same_as_on_server "CREATE SCHEMA s;
CREATE TABLE \"T\" (id serial PRIMARY KEY, b int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE s.t (id bigserial);
SELECT setval(pg_get_serial_sequence('\"T\"', 'id'), 10);
SELECT pg_catalog.setval(pg_get_serial_sequence('public.\"T\"', 'b')::regclass, 7, false);
SET search_path = s;
SELECT setval(pg_get_serial_sequence('t', 'id'), 3);"
}

@test "texts: SET LOCAL ends with its transaction, which without BEGIN is the statement" {
    same_as_on_server "CREATE SCHEMA s;
SET LOCAL search_path = s;
CREATE TABLE t (a int);
SELECT set_config('search_path', 's', true);
CREATE TABLE u (a int);
BEGIN;
SET LOCAL search_path = s;
CREATE TABLE v (a int);
COMMIT AND CHAIN;
SET LOCAL search_path = s;
CREATE TABLE w (a int);
END;
CREATE TABLE x (a int);
START TRANSACTION;
SET LOCAL search_path = s;
CREATE TABLE y (a int);
COMMIT;
SET LOCAL timezone = 'Asia/Tokyo';"
}

@test "texts: what tables have from several parents: defaults, storage, compression, checks" {
    same_as_on_server "CREATE TABLE p (a text DEFAULT 'x', b int DEFAULT 1, s text);
CREATE TABLE q (b int);
ALTER TABLE p ALTER a SET STORAGE EXTERNAL, ALTER s SET COMPRESSION pglz, ALTER s SET STATISTICS 50;
CREATE TABLE c1 (b int) INHERITS (q, p);
CREATE TABLE c2 (s text) INHERITS (p);
CREATE TABLE c3 () INHERITS (c2);
ALTER TABLE p ADD t text COMPRESSION pglz;
CREATE TABLE r (id int, a text) PARTITION BY LIST (id);
ALTER TABLE r ALTER a SET STORAGE MAIN;
CREATE TABLE r1 PARTITION OF r FOR VALUES IN (1);
ALTER TABLE r ADD c text COMPRESSION pglz DEFAULT 'x';"
    same_as_on_server "CREATE TABLE p (a int, b int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
CREATE TABLE c () INHERITS (p);
ALTER TABLE c NO INHERIT p;
CREATE TABLE d () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT j CHECK (b > 0) NOT VALID;
ALTER TABLE d NO INHERIT p;"
}

@test "texts: statistics have their columns in the order of the table's, and expressions behind them" {
    same_as_on_server "CREATE SCHEMA s;
CREATE TABLE t (id int, b text, c int, a int);
CREATE TABLE s.u (z int, y int, x int);
CREATE STATISTICS st (dependencies, ndistinct) ON a, c, b FROM t;
CREATE STATISTICS s.st ON x, y, z FROM s.u;
CREATE STATISTICS e ON (a + c), lower(b), c, b FROM t;"
}

@test "texts: constants of domains, and typed ones" {
    same_as_on_server "CREATE DOMAIN d AS text CHECK (value <> '');
CREATE DOMAIN i AS int;
CREATE DOMAIN w AS varchar(10);
CREATE DOMAIN b AS char(3);
CREATE DOMAIN e AS d DEFAULT 'e';
CREATE DOMAIN f AS boolean;
CREATE TABLE t (a d DEFAULT 'x', b i DEFAULT '5', c w DEFAULT 'w', d b DEFAULT 'b', e e DEFAULT 'q', f f DEFAULT 't',
    g d[] DEFAULT '{}', h i[] DEFAULT '{}'::i[], j d[] DEFAULT ARRAY['x']::d[], k d DEFAULT NULL);
ALTER TABLE t ALTER a SET DEFAULT 'y';
CREATE FUNCTION f(a d DEFAULT 'x', b i DEFAULT 1, c d DEFAULT NULL, x w DEFAULT 'q') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT '{}'::d[] AS a, 'x'::d AS b, NULL::i AS c;"
    same_as_on_server "CREATE TABLE t (a date CHECK (a > DATE '2020-01-01'), b date DEFAULT DATE '2020-01-01', c interval DEFAULT INTERVAL '1 day');
CREATE VIEW v AS SELECT a FROM t WHERE a > DATE '2020-01-01' AND b + INTERVAL '1 day' > a;"
    same_as_on_server "CREATE TABLE t (a text CHECK (a = ANY (ARRAY['x', 'y'])), b text CHECK (b <> ALL (ARRAY['x', 'y'])));
CREATE VIEW v AS SELECT a FROM t WHERE a OPERATOR(pg_catalog.=) b AND a OPERATOR(pg_catalog.<>) ALL (ARRAY['x', 'z']);"
}

@test "texts: what is made behind SET ROLE and SET SESSION AUTHORIZATION is that role's" {
    say fullschema.ini '[prepare]
roles = writer, boss'
    same_as_on_server 'CREATE SCHEMA s; GRANT CREATE ON SCHEMA public TO writer, boss;
SET ROLE writer;
CREATE TABLE t (a serial PRIMARY KEY, b int GENERATED ALWAYS AS IDENTITY);
CREATE VIEW v AS SELECT a FROM t;
CREATE SEQUENCE q;
CREATE TYPE e AS ENUM ();
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$SELECT 1$$;
ALTER TABLE t ADD c serial;
RESET ROLE;
CREATE TABLE u (a int); CREATE TABLE u2 (a int); CREATE TABLE u3 (a int); CREATE TABLE u4 (a int); CREATE TABLE u5 (a int);
CREATE SCHEMA x AUTHORIZATION boss CREATE TABLE w (a int);
SET ROLE boss;
CREATE TABLE w2 (a int);
ALTER TABLE w2 ADD b int;
SET ROLE NONE;
CREATE TABLE u6 (a int); CREATE TABLE u7 (a int); CREATE TABLE u8 (a int); '
    # pg_dump has either.
    say a.sql 'SET SESSION AUTHORIZATION '"'ann'"'; CREATE TABLE a (a int);
SET SESSION AUTHORIZATION '"'bob'"'; CREATE TABLE b (a int); CREATE TABLE c (a int); CREATE SCHEMA s;'
    say b.sql 'CREATE TABLE a (a int); ALTER TABLE a OWNER TO ann; CREATE TABLE b (a int); ALTER TABLE b OWNER TO bob;
CREATE TABLE c (a int); ALTER TABLE c OWNER TO bob; CREATE SCHEMA s; ALTER SCHEMA s OWNER TO bob;'
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: bounds of partitions are values of the column's type, and names collate as they do" {
    same_as_on_server "CREATE TABLE t (a char(3), b int) PARTITION BY LIST (a);
CREATE TABLE t1 PARTITION OF t FOR VALUES IN ('a', 'abc', NULL, 'é');
CREATE TABLE w (a char(4), d date) PARTITION BY RANGE (a, d);
CREATE TABLE w1 PARTITION OF w FOR VALUES FROM ('a', '2020-01-01') TO ('b', DATE '2021-01-01');
CREATE TABLE w2 PARTITION OF w FOR VALUES FROM ('b', MAXVALUE) TO ('c', MAXVALUE);
CREATE TABLE e (at timestamptz NOT NULL, b int) PARTITION BY RANGE (at);
CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE e2 (at timestamptz NOT NULL, b int);
ALTER TABLE e ATTACH PARTITION e2 FOR VALUES FROM ('2024-02-01 00:00:00') TO ('2024-03-01 00:00:00+00');
CREATE TABLE f (at timestamp(3) NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE f1 PARTITION OF f FOR VALUES FROM ('2024-01-01') TO ('2024-02-01 10:00:00');
CREATE TABLE g (at date) PARTITION BY RANGE (at);
CREATE TABLE g1 PARTITION OF g FOR VALUES FROM ('2024-01-01'::date) TO (MAXVALUE);
CREATE TABLE h (a text) PARTITION BY LIST (lower(a));
CREATE TABLE h1 PARTITION OF h FOR VALUES IN ('a');
CREATE TABLE n (a name COLLATE \"C\", b text COLLATE \"default\");
CREATE INDEX i ON n (a COLLATE \"C\");
ALTER TABLE n ALTER a TYPE name COLLATE \"C\";"
}

@test "texts: CREATE TABLE AS, where the columns are those of a table, and what changes it afterwards" {
    same_as_on_server "CREATE SCHEMA s;
CREATE DOMAIN d AS int;
CREATE TABLE a (id serial PRIMARY KEY, n varchar(10) NOT NULL, c char(3) COLLATE \"C\", e timestamptz DEFAULT now(), d d);
CREATE TABLE t AS SELECT * FROM a;
ALTER TABLE t ADD PRIMARY KEY (id), ADD COLUMN x int;
CREATE INDEX ti ON t (n);
CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS y;
CREATE TABLE s.u (k, l) WITH (fillfactor = 70) AS SELECT x.id, x.n, x.e AS f FROM a x WHERE x.id > 3 WITH NO DATA;
CREATE UNLOGGED TABLE v AS TABLE a;
CREATE TABLE w AS SELECT id, n::text AS n, 1 AS one, 'x'::text AS x, NULL::numeric(5, 2) AS y FROM a ORDER BY id;
CREATE TABLE last AS SELECT id FROM t;"
    same_as_on_server "CREATE TABLE a (id int, n text);
CREATE TABLE b AS SELECT id FROM a;
INSERT INTO a VALUES (1, 'x');
CREATE TABLE c AS SELECT id FROM a WITH NO DATA;"
    # Which rows a query finds is not known.
    say a.sql "CREATE TABLE a (id int); INSERT INTO a VALUES (1); CREATE TABLE b AS SELECT id FROM a;"
    say b.sql "CREATE TABLE a (id int); INSERT INTO a VALUES (1); CREATE TABLE b (id int);"
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement TABLE b'* ]] || { show_run; false; }
}

@test "texts: strings that can be nothing but texts, in what the server's own functions and operators take" {
    same_as_on_server "CREATE TABLE t (id int, j jsonb, js json, a text[], at timestamptz, tx text,
    ts timestamp DEFAULT (now() AT TIME ZONE 'utc'), u text DEFAULT current_setting('a.b', true));
CREATE INDEX i1 ON t ((j ->> 'a')); CREATE INDEX i2 ON t USING gin ((j -> 'b')); CREATE INDEX i3 ON t (((j -> 'c' ->> 'd')::int));
CREATE VIEW v AS SELECT id, date_trunc('day', at) AS d, date_part('year', at) AS y, to_char(at, 'YYYY') AS c,
    at AT TIME ZONE 'UTC' AS u, array_to_string(a, ',') AS s, concat('a', id) AS cc, concat_ws('-', 'a', id) AS cw,
    jsonb_build_object('a', id, 'b', tx) AS o, json_build_object('k', 'v') AS jo, replace(tx, 'a', 'b') AS r,
    regexp_replace(tx, 'a', 'b', 'g') AS rr, split_part(tx, '.', 1) AS sp, string_to_array(tx, ',') AS sa,
    to_date(tx, 'YYYY') AS td, to_number(tx, '99') AS tn, decode(tx, 'hex') AS de, js ->> 'x' AS x, COALESCE(j ->> 'q', '') AS q
    FROM t WHERE (j ->> 'k') = 'v' AND (j -> 'z')::int > 0;
ALTER TABLE t ADD CHECK (j ->> 'a' IS NOT NULL);
CREATE POLICY p ON t USING (tx = current_setting('app.user'));
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW WHEN (NEW.j ->> 'a' <> 'x') EXECUTE FUNCTION f();"
    # A function of the text's own may take something else.
    say a.sql "CREATE FUNCTION date_trunc(a varchar, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT date_trunc('x', 1) AS x;"
    say b.sql "CREATE FUNCTION date_trunc(a varchar, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT date_trunc('x'::text, 1) AS x;"
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "texts: names of columns that nobody has named, and whole rows, in views and in queries within" {
    same_as_on_server "CREATE SCHEMA s;
CREATE TABLE t (a text, id int);
CREATE TABLE s.u (a int, u int);
CREATE POLICY p ON t USING (a = (SELECT current_setting('x')));
CREATE VIEW z AS SELECT lower(a), count(*) FROM t GROUP BY lower(a);
CREATE VIEW u AS SELECT t.a, lower(t.a) FROM t UNION ALL SELECT t.a, upper(t.a) FROM t UNION ALL SELECT lower(t.a), t.a FROM t;
CREATE VIEW u2 AS SELECT t.a AS x, t.id FROM t UNION SELECT t.a AS y, 1 FROM t;
CREATE VIEW u3 AS SELECT t.id + 1 FROM t UNION SELECT 2 UNION SELECT t.id FROM t;
CREATE VIEW n (p, q) AS SELECT lower(a), id FROM t;
CREATE MATERIALIZED VIEW m AS SELECT max(id), min(id) AS k FROM t;
CREATE VIEW c AS SELECT id::text, a::varchar(3), CASE WHEN id > 1 THEN 2 ELSE 3 END, true, ARRAY[1] FROM t;
CREATE VIEW d AS SELECT (SELECT max(x.id) FROM t x), EXISTS (SELECT lower(x.a) FROM t x), t.a IN (SELECT upper(x.a) FROM t x) AS i FROM t;
CREATE VIEW e AS SELECT x.count, x.lower FROM (SELECT count(*), lower(t.a) FROM t GROUP BY lower(t.a)) x;
CREATE VIEW f AS WITH q AS (SELECT max(t.id), t.a FROM t GROUP BY t.a) SELECT q.max, q.a FROM q;
CREATE VIEW r1 AS SELECT t FROM t;
CREATE VIEW r2 AS SELECT count(t) AS n, json_agg(row_to_json(t)) AS j FROM t;
CREATE VIEW r3 AS SELECT x AS r, (SELECT row_to_json(y) FROM s.u y LIMIT 1) AS j FROM s.u x WHERE x IS NOT NULL;
CREATE VIEW r4 AS SELECT u FROM s.u;
CREATE VIEW r5 AS SELECT r1 FROM r1;"
}

@test "a part of a UNION has no name in a snapshot where the server says none" {
    mkdir union
    echo 'CREATE VIEW v AS SELECT 1 + 1 UNION SELECT 42 - (-3)::smallint;' >union/1_a.sql
    "$FULLSCHEMA" generate --engine postgres -s union --layout one -o union.sql -q --no-cache
    grep -Fx 'SELECT 42 - (-3)::smallint;' union.sql
}
