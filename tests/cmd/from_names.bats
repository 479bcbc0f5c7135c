#!/usr/bin/env bats
# Names of columns in FROM that the server's text of a statement lacks: of XMLTABLE and JSON_TABLE, and of functions whose
# rows have got columns since. pg_dump's text has the server's words, and does not load or means something else, so the
# stored trees and the bytes judge.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# comes_back: what the snapshot makes is printed the same, and no name of FROM is lost.
comes_back() {
    trip_pg_dump() { :; }
    round_trip
}

@test "XMLTABLE whose alias names columns: views, materialized views, rules, policies" {
    comes_back <<'SQL'
CREATE TABLE docs (x xml, n int);
CREATE VIEW v AS SELECT t.b FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a') AS t (b);
CREATE VIEW nested AS
    SELECT t.b, t."c d", t.o, (SELECT count(*) FROM XMLTABLE('/q' PASSING x COLUMNS z int) AS t (y) WHERE y > 1)
    FROM docs, XMLTABLE(XMLNAMESPACES('u' AS z), '/r' PASSING x
        COLUMNS a int PATH '@a', "B b" text DEFAULT ')', o FOR ORDINALITY) AS t (b, "c d")
    UNION ALL SELECT k, l, m, 1 FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a', b text, c int) AS t (k, l, m)
    UNION ALL SELECT a, b, c, 2 FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a', b text, c int);
CREATE VIEW inside AS SELECT t.b FROM XMLTABLE('/r' PASSING
    (SELECT xmlagg(x) FROM docs, XMLTABLE('/i' PASSING x COLUMNS a int) AS i ("I") WHERE "I" > 1) COLUMNS a int) AS t (b);
CREATE VIEW keyword AS SELECT k."select" FROM docs JOIN XMLTABLE('/r' PASSING '<a/>' COLUMNS a int) AS k ("select") ON n = "select";
CREATE MATERIALIZED VIEW m AS SELECT t.* FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a') AS t (b);
CREATE RULE r AS ON INSERT TO docs
    WHERE EXISTS (SELECT FROM XMLTABLE('/r' PASSING new.x COLUMNS a int) AS k (kk) WHERE kk > 1)
    DO ALSO DELETE FROM docs USING XMLTABLE('/r' PASSING new.x COLUMNS a int) AS k (kk) WHERE kk = n;
CREATE POLICY p ON docs
    USING (EXISTS (SELECT FROM XMLTABLE('/r' PASSING docs.x COLUMNS a int) AS k (kk) WHERE kk > 1))
    WITH CHECK (n IN (SELECT kk FROM XMLTABLE('/r' PASSING docs.x COLUMNS a int) AS k (kk)));
SQL
    expect_lines_there "CREATE VIEW v AS
SELECT t.b
FROM docs,
    LATERAL XMLTABLE(('/r'::text) PASSING (docs.x) COLUMNS a integer PATH '@a'::text) t(b);"
}

@test "XMLTABLE whose alias names columns, in bodies" {
    needs_server 14
    comes_back <<'SQL'
CREATE TABLE docs (x xml, n int);
CREATE FUNCTION a(kk int) RETURNS int BEGIN ATOMIC
    SELECT t.b FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a') AS t (b) WHERE t.b = a.kk;
    SELECT kk FROM XMLTABLE('/r' PASSING '<a/>' COLUMNS a int) AS a (kk);
END;
CREATE FUNCTION c(kk int) RETURNS int
    RETURN (SELECT t.kk FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int) AS t (kk) WHERE t.kk = c.kk LIMIT 1);
CREATE PROCEDURE p() BEGIN ATOMIC
    INSERT INTO docs (n) SELECT y FROM docs, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@a') AS t (y);
END;
SQL
}

@test "JSON_TABLE whose alias names columns" {
    needs_server 17
    comes_back <<'SQL'
CREATE TABLE docs (j jsonb, columns jsonb);
CREATE VIEW v AS SELECT t.b FROM docs, JSON_TABLE(columns, '$[*]' COLUMNS (a int PATH '$')) AS t (b);
CREATE VIEW nested AS SELECT t.* FROM docs, JSON_TABLE(j, '$[*]' AS q PASSING 1 AS "X" COLUMNS (
    NESTED PATH '$.a' AS n COLUMNS (a int PATH '$', z text EXISTS), "C d" text FORMAT JSON, o FOR ORDINALITY)) AS t (b, c, "D");
CREATE FUNCTION f(kk int) RETURNS int BEGIN ATOMIC
    SELECT t.b FROM docs, JSON_TABLE(j, '$[*]' COLUMNS (a int PATH '$')) AS t (b) WHERE t.b = f.kk;
END;
CREATE POLICY p ON docs USING (EXISTS (SELECT FROM JSON_TABLE(docs.j, '$[*]' COLUMNS (a int PATH '$')) AS k (kk) WHERE kk > 1));
SQL
}

@test "functions whose rows have got columns since: in policies, rules and bodies, too" {
    comes_back <<'SQL'
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'TABLE t';
CREATE VIEW v AS SELECT a, o FROM f() WITH ORDINALITY AS g (a, o);
CREATE POLICY p ON t USING (EXISTS (SELECT o FROM f() WITH ORDINALITY AS g (a, o) WHERE o > 1));
CREATE RULE r AS ON DELETE TO t DO ALSO INSERT INTO t SELECT o FROM f() WITH ORDINALITY AS g (a, o);
ALTER TABLE t ADD b text;
SQL
    expect_there 'FROM f() WITH ORDINALITY g(a, b, o);' \
        '    USING (EXISTS (SELECT g.o FROM f() WITH ORDINALITY g(a, b, o) WHERE g.o > 1));' \
        '    DO ALSO INSERT INTO t (a) SELECT g.o FROM f() WITH ORDINALITY g(a, b, o);'
    [ "$(server_major)" -lt 14 ] || comes_back <<'SQL'
CREATE TABLE t (a int);
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'TABLE t';
CREATE FUNCTION body() RETURNS bigint RETURN (SELECT max(o) FROM f() WITH ORDINALITY AS g (a, o));
ALTER TABLE t ADD b text;
SQL
}
