#!/usr/bin/env bats
# Texts whose statements change what others use: followed as a server does, or named.

load ../lib/common
load ../lib/texts

# is_named STATEMENTS: the last of them is said not to be understood.
is_named() {
    say text.sql "$1"
    : >empty.sql
    run -1 "$FULLSCHEMA" diff --engine postgres empty.sql text.sql
    [[ $output == *'does not know what the statement does'* ]] || { show_run; return 1; }
}

setup() { enter_scratch; }

@test "where a sequence stands, when its start is another, and when its identity is gone" {
    same_as_on_server "CREATE SEQUENCE u; ALTER SEQUENCE u START WITH 5;"
    same_as_on_server "CREATE SEQUENCE u START 3; ALTER SEQUENCE u RESTART 9 START 5; ALTER SEQUENCE u START 7;"
    same_as_on_server "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY); ALTER TABLE a ALTER id SET START 7;"
    same_as_on_server "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY); ALTER TABLE a ALTER id SET START 7 RESTART;"
    same_as_on_server "CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY); ALTER TABLE a ALTER id RESTART 20;
ALTER TABLE a ALTER id DROP IDENTITY;"
}

@test "where a sequence stands, and what is said of an identity's, go with it to another schema or name" {
    local said before="CREATE SCHEMA app; CREATE TABLE app.t (a int GENERATED ALWAYS AS IDENTITY, b serial, c int DEFAULT 1);
CREATE SEQUENCE app.ticks START 3; SELECT setval('app.t_a_seq', 7); SELECT setval('app.t_b_seq', 8);
COMMENT ON SEQUENCE app.t_a_seq IS 'x'; GRANT SELECT ON SEQUENCE app.t_a_seq TO PUBLIC;"
    for said in 'ALTER TABLE app.t SET SCHEMA public;' 'ALTER SCHEMA app RENAME TO apps;' 'ALTER SCHEMA app RENAME TO "Other place";' \
        'ALTER SEQUENCE app.t_a_seq RENAME TO other; ALTER SCHEMA app RENAME TO own;' 'ALTER TABLE app.ticks SET SCHEMA public;' \
        'ALTER SEQUENCE app.ticks SET SCHEMA public; ALTER TABLE ticks RENAME TO tocks;' \
        'ALTER TABLE app.t ALTER a DROP IDENTITY; ALTER SCHEMA app RENAME TO own;' \
        'ALTER TABLE app.t SET SCHEMA public; ALTER TABLE t RENAME TO u; DROP TABLE u;'; do
        same_as_on_server "$before $said"
    done
}

@test "what is called the same in another schema does not keep a name" {
    local kind made
    for made in 'SEQUENCE ticks' 'TABLE ticks (x int)' 'VIEW ticks AS SELECT 1 AS x' "COLLATION ticks (locale = 'C')"; do
        kind=${made%% *}
        same_as_on_server "CREATE SCHEMA app; CREATE SEQUENCE app.ticks; SELECT setval('app.ticks', 7);
CREATE COLLATION app.ticks (locale = 'C'); CREATE $made; ALTER $kind ticks RENAME TO tocks;"
    done
    same_as_on_server "CREATE SCHEMA app; CREATE TABLE app.t (x int); CREATE INDEX ticks ON app.t (x); CREATE TABLE t (x int);
CREATE INDEX ticks ON t (x); ALTER INDEX ticks RENAME TO tocks;"
    is_named "CREATE SCHEMA app; CREATE TABLE ticks (x int); CREATE FUNCTION app.ticks() RETURNS bigint LANGUAGE sql
AS 'SELECT count(*) FROM public.ticks'; ALTER TABLE ticks RENAME TO tocks;"
    is_named "CREATE SCHEMA app; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql
AS 'BEGIN EXECUTE ''SELECT app.x()''; END'; ALTER SCHEMA app RENAME TO apps;"
    is_named "CREATE SCHEMA app; CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql
AS \$\$BEGIN EXECUTE E'SELECT\\napp.x()'; END\$\$; ALTER SCHEMA app RENAME TO apps;"
}

@test "statistics go with a column" {
    same_as_on_server "CREATE TABLE a (id int, k int, z int); CREATE STATISTICS st ON id, k FROM a;
CREATE STATISTICS other ON id, z FROM a; COMMENT ON STATISTICS st IS 'x'; ALTER TABLE a DROP COLUMN k;"
}

@test "what a publication had goes from it" {
    printf '%s\n' 'CREATE TABLE b (id int);' 'CREATE PUBLICATION p FOR TABLE b;' >right.sql
    [ "$(server_major)" -lt 15 ] || printf '%s\n' 'CREATE PUBLICATION q;' >>right.sql
    printf '%s\n' 'CREATE SCHEMA s; CREATE TABLE s.c (id int); CREATE TABLE a (id int); CREATE TABLE b (id int);' \
        'CREATE PUBLICATION p FOR TABLE a, b, s.c;' >text.sql
    [ "$(server_major)" -lt 15 ] || printf '%s\n' 'CREATE PUBLICATION q FOR TABLES IN SCHEMA s;' >>text.sql
    printf '%s\n' 'DROP TABLE a;' 'DROP SCHEMA s CASCADE;' >>text.sql
    run -0 "$FULLSCHEMA" diff --engine postgres text.sql right.sql
}

@test "a label that a constant may say, the columns of a typed table, a view that needs a key" {
    local used
    for used in "CREATE TABLE a (b e DEFAULT 'x')" "CREATE TABLE a (b e[] DEFAULT '{x}')" \
        "CREATE TABLE a (b e CHECK (b <> 'x'))" "CREATE TABLE a (b e); CREATE INDEX ON a (b) WHERE b = 'x'" \
        "CREATE TABLE a (b e); CREATE VIEW v AS SELECT 1 AS c FROM a WHERE b = 'x'"; do
        is_named "CREATE TYPE e AS ENUM ('x', 'y'); $used; ALTER TYPE e RENAME VALUE 'x' TO 'z';"
    done
    same_as_on_server "CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE a (b e DEFAULT 'y'); ALTER TYPE e RENAME VALUE 'x' TO 'z';"
    is_named "CREATE TYPE c AS (a int); CREATE TABLE t OF c; ALTER TYPE c ADD ATTRIBUTE b int CASCADE;"
    is_named "CREATE TABLE a (id int PRIMARY KEY, x int); CREATE VIEW v AS SELECT id, x FROM a GROUP BY id;
ALTER TABLE a DROP CONSTRAINT a_pkey CASCADE;"
}

@test "a whole row is no use of its columns: what says it stays when one is dropped" {
    same_as_on_server 'CREATE TABLE t (a int, b text, CHECK (t.* IS NOT NULL), c int); ALTER TABLE t DROP b;
CREATE TABLE t2 (a int, b text, CHECK (t2.* IS NOT NULL AND a > 0), c int); ALTER TABLE t2 DROP b;
CREATE TABLE t3 (a int, b text, c int); CREATE INDEX ON t3 (a) WHERE t3.* IS NOT NULL; ALTER TABLE t3 DROP c;
CREATE TABLE t4 (a int, b text); CREATE VIEW v AS SELECT t4.* FROM t4; ALTER TABLE t4 DROP b CASCADE;
CREATE TABLE t5 (a int, b text); CREATE VIEW w AS SELECT row(t5.*)::text AS r FROM t5; ALTER TABLE t5 DROP b CASCADE;'
}

@test "a check that goes with ONLY is the tables' below from then on" {
    same_as_on_server 'CREATE TABLE i (a int, b int, CONSTRAINT e CHECK (a > 0), CONSTRAINT f CHECK (b > 0) NO INHERIT);
CREATE TABLE i1 () INHERITS (i); CREATE TABLE i2 () INHERITS (i1); CREATE TABLE i3 (CONSTRAINT e CHECK (a > 0)) INHERITS (i);
ALTER TABLE ONLY i DROP CONSTRAINT e; ALTER TABLE ONLY i DROP CONSTRAINT f;
CREATE TABLE j (a int, CONSTRAINT e CHECK (a > 0)); CREATE TABLE j1 () INHERITS (j); ALTER TABLE j DROP CONSTRAINT e;'
}
