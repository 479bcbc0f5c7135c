#!/usr/bin/env bats
# What inspect prints loads into an empty database, which then says the same: lib/round_trip.bash has the judges.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

@test "settings of functions: lists of names, empty ones among them, and odd values" {
    round_trip <<'SQL'
CREATE SCHEMA app;
CREATE FUNCTION f1() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION f2() RETURNS int LANGUAGE sql SET search_path = '', pg_temp AS 'SELECT 1';
CREATE FUNCTION f3() RETURNS int LANGUAGE sql SET search_path = "$user", public AS 'SELECT 1';
CREATE FUNCTION f4() RETURNS int LANGUAGE sql SET search_path = 'a b', 'C', 'a"b', 'x,y', 'select', 'true' AS 'SELECT 1';
CREATE FUNCTION f5() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
CREATE FUNCTION f6() RETURNS int LANGUAGE sql SET local_preload_libraries = 'a', '' AS 'SELECT 1';
CREATE FUNCTION f7() RETURNS int LANGUAGE sql SET session_preload_libraries = 'a,b', 'c' AS 'SELECT 1';
CREATE FUNCTION f8() RETURNS int LANGUAGE sql SET temp_tablespaces = '' AS 'SELECT 1';
CREATE FUNCTION f9() RETURNS int LANGUAGE sql SET datestyle = iso, dmy AS 'SELECT 1';
CREATE FUNCTION f10() RETURNS int LANGUAGE sql SET application_name = E'a\\b\'c\nd' AS 'SELECT 1';
CREATE FUNCTION f11() RETURNS int LANGUAGE sql SET TIME ZONE INTERVAL '1' HOUR TO MINUTE AS 'SELECT 1';
CREATE FUNCTION f12() RETURNS int LANGUAGE sql SET "my.a.b" = 'x' SET role = 'boss' SET xmloption = document AS 'SELECT 1';
CREATE FUNCTION f13() RETURNS int LANGUAGE sql SET search_path = 1, E'new\nline', 'é' SET my.x = '' AS 'SELECT 1';
CREATE FUNCTION f14() RETURNS int LANGUAGE sql
    SET search_path = 'a_name_that_is_longer_than_any_that_can_be_an_identifier_of_the_server', public AS 'SELECT 1';
CREATE PROCEDURE app.p() LANGUAGE plpgsql SECURITY DEFINER SET work_mem = '1MB' SET search_path = '' AS 'BEGIN END';
SQL
    expect_there "    SET search_path TO ''" "    SET search_path TO '', pg_temp" '    SET search_path TO "$user", public' \
        '    SET search_path TO "a b", "C", "a""b", "x,y", "select", "true"' "    SET local_preload_libraries TO a, ''" \
        '    SET session_preload_libraries TO "a,b", c' "    SET temp_tablespaces TO ''" \
        "    SET \"DateStyle\" TO 'iso, dmy'" "    SET application_name TO E'a\\\\b''c\\nd'" \
        "    SET search_path TO \"1\", E'new\\nline', \"é\""
}

# What pg_dump prints of it does not parse, so only the bytes are compared.
@test "settings of functions: an empty search_path taken FROM CURRENT" {
    trip_pg_dump() { :; }
    round_trip <<'SQL'
SELECT set_config('search_path', '', false);
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
SQL
    expect_there "    SET search_path TO ''"
}

@test "constraints over the same columns: CREATE TABLE would make one of them" {
    round_trip <<'SQL'
CREATE TABLE t (a int NOT NULL, b int NOT NULL, CONSTRAINT z PRIMARY KEY (a));
ALTER TABLE t ADD CONSTRAINT b1 UNIQUE (a);
ALTER TABLE t ADD CONSTRAINT b2 UNIQUE (a);
ALTER TABLE t ADD CONSTRAINT b3 UNIQUE (a) DEFERRABLE, ADD CONSTRAINT b4 UNIQUE (a) INCLUDE (b);
ALTER TABLE t ADD CONSTRAINT b5 UNIQUE (a) INCLUDE (b) WITH (fillfactor = 50);
ALTER TABLE t ADD CONSTRAINT x1 EXCLUDE USING btree (b WITH =);
ALTER TABLE t ADD CONSTRAINT x2 EXCLUDE USING btree (b WITH =);
ALTER TABLE t ADD CONSTRAINT c1 CHECK (a > 0), ADD CONSTRAINT c2 CHECK (a > 0);
CREATE TABLE p (a int PRIMARY KEY) PARTITION BY LIST (a);
ALTER TABLE p ADD CONSTRAINT p_u UNIQUE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE child (x int) INHERITS (t);
ALTER TABLE child ADD CONSTRAINT child_u UNIQUE (a);
ALTER TABLE child ADD CONSTRAINT child_p PRIMARY KEY (a);
CREATE TABLE f (a int REFERENCES t (a));
SQL
    expect_there 'ALTER TABLE t ADD CONSTRAINT b1 UNIQUE (a);' 'ALTER TABLE t ADD CONSTRAINT b2 UNIQUE (a);' \
        'ALTER TABLE t ADD CONSTRAINT b5 UNIQUE (a) INCLUDE (b);' \
        'ALTER TABLE t ADD CONSTRAINT x2 EXCLUDE USING btree (b WITH =);' \
        'ALTER TABLE child ADD CONSTRAINT child_u UNIQUE (a);'
}

# chosen < SQL: the lines of the snapshot with the name of a constraint NOT NULL.
chosen() {
    round_trip && grep -E 'CONSTRAINT [^ ]+ NOT NULL' there.sql | sed 's/^ *//'
}

@test "names of NOT NULL: those that a person chose, and no others" {
    needs_server 18
    diff -u - <(chosen <<'SQL'
CREATE TABLE t (a int CONSTRAINT mail_required_not_null NOT NULL, b int NOT NULL, c int, CONSTRAINT cc NOT NULL c,
    d int CONSTRAINT only_here NOT NULL NO INHERIT, e int NOT NULL NO INHERIT, f int PRIMARY KEY);
CREATE TABLE copy (LIKE t INCLUDING ALL);
CREATE TABLE renamed (a int NOT NULL, b int NOT NULL);
ALTER TABLE renamed RENAME TO renamed_table; ALTER TABLE renamed_table RENAME b TO renamed_column;
CREATE TABLE both_renamed (a int PRIMARY KEY);
ALTER TABLE both_renamed RENAME TO both_ways; ALTER TABLE both_ways RENAME a TO b;
CREATE TABLE p (a int NOT NULL, b int CONSTRAINT p_own NOT NULL) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (b int CONSTRAINT own_2 NOT NULL, a int NOT NULL); ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
ALTER TABLE p RENAME a TO c;
CREATE TABLE parent (a int NOT NULL, b int, c int CONSTRAINT parent_c NOT NULL);
CREATE TABLE child (CONSTRAINT child_nn NOT NULL a, CONSTRAINT child_b NOT NULL b) INHERITS (parent);
CREATE TABLE child2 (a int CONSTRAINT child2_nn NOT NULL) INHERITS (parent); ALTER TABLE child2 ALTER b SET NOT NULL;
CREATE TABLE late (a int, b int); ALTER TABLE late ADD CONSTRAINT late_nn NOT NULL a NOT VALID, ADD NOT NULL b NOT VALID;
CREATE TABLE no_inherit (a int NOT NULL NO INHERIT); CREATE TABLE below () INHERITS (no_inherit);
ALTER TABLE below ADD CONSTRAINT below_nn NOT NULL a;
CREATE TABLE a_table_whose_name_is_as_long_as_the_name_of_a_table_can_be_____ (
    a_column_whose_name_is_as_long_as_the_name_of_a_column_can_be_1 int NOT NULL,
    a_column_whose_name_is_as_long_as_the_name_of_a_column_can_be_2 int NOT NULL, "ääääääääääääääääääääääääääääää" int NOT NULL);
CREATE TABLE said (a int NOT NULL); ALTER TABLE said RENAME TO said_of;
COMMENT ON CONSTRAINT said_a_not_null ON said_of IS 'the comment needs the name';
CREATE DOMAIN d AS int NOT NULL; CREATE DOMAIN d2 AS int CONSTRAINT d_required_not_null NOT NULL;
CREATE DOMAIN d3 AS int NOT NULL CHECK (VALUE > 0); ALTER DOMAIN d3 RENAME TO d4;
SQL
    ) <<'END'
CREATE DOMAIN d2 AS integer CONSTRAINT d_required_not_null NOT NULL;
a integer CONSTRAINT mail_required_not_null NOT NULL,
c integer CONSTRAINT cc NOT NULL,
d integer CONSTRAINT only_here NOT NULL NO INHERIT,
ALTER TABLE late ADD CONSTRAINT late_b_not_null NOT NULL b NOT VALID;
ALTER TABLE late ADD CONSTRAINT late_nn NOT NULL a NOT VALID;
CONSTRAINT below_nn NOT NULL a
b integer CONSTRAINT p_own NOT NULL
b integer CONSTRAINT p_own NOT NULL
b integer CONSTRAINT own_2 NOT NULL,
c integer CONSTRAINT parent_c NOT NULL
CONSTRAINT child_nn NOT NULL a,
CONSTRAINT child_b NOT NULL b
a integer CONSTRAINT child2_nn NOT NULL
a integer CONSTRAINT said_a_not_null NOT NULL
a integer CONSTRAINT mail_required_not_null NOT NULL,
c integer CONSTRAINT cc NOT NULL,
d integer CONSTRAINT only_here NOT NULL NO INHERIT,
END
}

@test "what is granted on members of an extension, beside what its script grants" {
    round_trip <<'SQL'
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION hstore;
CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1';
REVOKE SELECT ON pg_stat_statements FROM PUBLIC;
GRANT SELECT (calls) ON pg_stat_statements TO PUBLIC;
REVOKE EXECUTE ON FUNCTION akeys(hstore) FROM PUBLIC;
SQL
    expect_there 'REVOKE SELECT ON TABLE pg_stat_statements FROM PUBLIC;' \
        'GRANT SELECT (calls) ON TABLE pg_stat_statements TO PUBLIC;' \
        'REVOKE ALL ON FUNCTION akeys(hstore) FROM PUBLIC;'
    [ "$(grep -cE '^(GRANT|REVOKE)' there.sql)" -eq 3 ]
}

@test "columns that every table has: what is granted on them, and comments" {
    put_roles
    round_trip <<'SQL'
CREATE TABLE t (a int);
GRANT SELECT (ctid, a), UPDATE (tableoid) ON t TO ra;
GRANT SELECT (tableoid) ON pg_proc TO PUBLIC;
SQL
    expect_there 'GRANT SELECT (ctid) ON TABLE t TO ra;' 'GRANT UPDATE (tableoid) ON TABLE t TO ra;' \
        'GRANT SELECT (tableoid) ON TABLE pg_catalog.pg_proc TO PUBLIC;'
    # pg_dump leaves these out.
    psql -Xq -d trip_there -c "COMMENT ON COLUMN t.xmin IS 'who made it'"
    trip_inspect trip_there there.sql
    expect_there "COMMENT ON COLUMN t.xmin IS 'who made it';"
    trip_databases trip_back && trip_run trip_back there.sql && trip_inspect trip_back back.sql
    diff there.sql back.sql
}

@test "a column that is granted though the table is revoked from the same role" {
    round_trip <<'SQL'
CREATE TABLE t (a int, b int);
REVOKE SELECT ON t FROM boss;
GRANT SELECT (a) ON t TO boss;
SQL
    diff -u - <(grep -E '^(GRANT|REVOKE)' there.sql) <<'END'
REVOKE SELECT ON TABLE t FROM CURRENT_USER;
GRANT SELECT (a) ON TABLE t TO CURRENT_USER;
END
}

# put_roles: app, a superuser in whose name things are made, and two others.
put_roles() {
    psql -Xq -d postgres -c "DO \$\$BEGIN CREATE ROLE app SUPERUSER; CREATE ROLE ra; CREATE ROLE rb; GRANT ra, rb TO app;
        EXCEPTION WHEN duplicate_object THEN END\$\$" 2>/dev/null
}

@test "owners, where they are asked for: of every kind of object, and what is said of these roles" {
    put_roles
    put owned.sql <<'SQL'
CREATE SCHEMA s;
GRANT CREATE ON SCHEMA s TO ra, rb;
GRANT CREATE ON SCHEMA public TO ra, rb;
CREATE TABLE t (id serial PRIMARY KEY, a int);
CREATE TABLE u (a int);
CREATE TABLE s.w (a int);
CREATE TABLE k1 (); CREATE TABLE k2 (); CREATE TABLE k3 (); CREATE TABLE k4 (); CREATE TABLE k5 (); CREATE TABLE k6 ();
CREATE VIEW v AS SELECT a FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT 1 AS a WITH NO DATA;
CREATE SEQUENCE sq;
CREATE FUNCTION definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN END';
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ag0(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE TYPE c AS (a int);
CREATE OPERATOR === (PROCEDURE = int4eq, LEFTARG = int, RIGHTARG = int);
CREATE COLLATION coll FROM "C";
CREATE TEXT SEARCH DICTIONARY di (TEMPLATE = simple);
CREATE STATISTICS st ON id, a FROM t;
CREATE POLICY pol ON t TO app, ra;
CREATE POLICY pol2 ON t TO rb;
GRANT SELECT ON t TO ra;
REVOKE INSERT ON t FROM app;
REVOKE EXECUTE ON FUNCTION g() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION definer() TO rb;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ra;
ALTER DEFAULT PRIVILEGES FOR ROLE ra GRANT SELECT ON TABLES TO rb;
ALTER DEFAULT PRIVILEGES FOR ROLE rb REVOKE INSERT ON TABLES FROM rb;
ALTER DEFAULT PRIVILEGES FOR ROLE ra IN SCHEMA s GRANT ALL ON SEQUENCES TO PUBLIC;
ALTER FUNCTION definer() OWNER TO ra; ALTER TABLE u OWNER TO rb; ALTER VIEW v OWNER TO ra; ALTER TABLE t OWNER TO rb;
ALTER SCHEMA s OWNER TO ra; ALTER TYPE e OWNER TO ra; ALTER DOMAIN d OWNER TO rb; ALTER OPERATOR ===(int, int) OWNER TO ra;
ALTER AGGREGATE ag(int) OWNER TO ra; ALTER AGGREGATE ag0(*) OWNER TO rb; ALTER PROCEDURE p() OWNER TO ra;
ALTER TYPE c OWNER TO ra; ALTER SEQUENCE sq OWNER TO ra; ALTER MATERIALIZED VIEW mv OWNER TO ra;
CREATE TABLE by_column (a int) PARTITION BY RANGE (a); CREATE TABLE by_all (a int) PARTITION BY LIST ((a + 1));
ALTER TABLE by_column OWNER TO ra; ALTER TABLE by_all OWNER TO rb;
ALTER STATISTICS st OWNER TO ra; ALTER COLLATION coll OWNER TO ra; ALTER TEXT SEARCH DICTIONARY di OWNER TO rb;
SQL
    trip_role=app trip_options=--owners round_trip owned.sql
    [ "$(grep -c 'OWNER TO' there.sql)" -eq 20 ]
    expect_there 'ALTER FUNCTION definer() OWNER TO ra;' 'CREATE POLICY pol ON t TO CURRENT_USER, ra;' \
        'ALTER DEFAULT PRIVILEGES FOR ROLE ra GRANT SELECT ON TABLES TO rb;' \
        'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ra;'
    "$FULLSCHEMA" inspect -o without.sql postgres:///trip_there
    run -1 grep 'OWNER TO' without.sql
    run -0 "$FULLSCHEMA" diff --engine postgres without.sql there.sql
    run -1 "$FULLSCHEMA" diff --owners --engine postgres without.sql postgres:///trip_there
    [[ $output == *'+ owner FUNCTION definer()'*'care: another role may change it'* ]]
    put nobody.sql.postgres <<'SQL'
-- PostgreSQL database dump
-- Dumped from database version 15.4
-- Name: u; Type: TABLE; Schema: public; Owner: -
CREATE TABLE public.u (a integer);
SQL
    say owned.sql.postgres $'CREATE TABLE u (a integer);\nCREATE TABLE k ();\nALTER TABLE u OWNER TO ra;'
    run --separate-stderr -1 "$FULLSCHEMA" diff --owners nobody.sql.postgres owned.sql.postgres
    [[ $output == *'1 change: '* ]]
    expect_in_stderr 'owners are not compared: nobody.sql.postgres does not say them'
    trip_run trip_back <(echo 'ALTER FUNCTION definer() OWNER TO boss')
    run -1 "$FULLSCHEMA" diff --owners postgres:///trip_there postgres:///trip_back
    [[ $output == *'~ owner FUNCTION definer()'*'role: ra -> boss'*'1 change'* ]]
    run -0 "$FULLSCHEMA" diff postgres:///trip_there postgres:///trip_back
}

@test "check --against --owners: the function of another role, and not what the role of the database is called" {
    put_roles
    put_bookkeeping
    put schema/main/delta/1/f.sql.postgres <<'SQL'
CREATE FUNCTION definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE TABLE t (a int);
CREATE POLICY p ON t TO CURRENT_USER;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
SQL
    "$FULLSCHEMA" generate --quiet --engine postgres -n 1 --output full
    trip_databases app
    trip_role=app trip_run app <(cat schema/common/schema_version.sql schema/main/delta/1/f.sql.postgres
        echo "INSERT INTO schema_version VALUES (1, true); INSERT INTO applied_schema_deltas VALUES (1, 'main/delta/1/f.sql.postgres')")
    run "$FULLSCHEMA" check --output full -n 1 --owners --against postgres:///app
    [[ $output != *owner* && $output != *'DEFAULT PRIVILEGES'* && $output != *policy* ]] || { echo "$output"; return 1; }
    trip_run app <(echo 'ALTER FUNCTION definer() OWNER TO boss')
    run -1 "$FULLSCHEMA" check --output full -n 1 --owners --against postgres:///app
    [[ $output == *'+ owner FUNCTION definer()'* ]]
}

@test "default privileges of one role are not those of another" {
    put_roles
    say a.sql.postgres 'ALTER DEFAULT PRIVILEGES FOR ROLE ra GRANT SELECT ON TABLES TO PUBLIC;'
    say b.sql.postgres 'ALTER DEFAULT PRIVILEGES FOR ROLE rb GRANT SELECT ON TABLES TO PUBLIC;'
    run -1 "$FULLSCHEMA" diff a.sql.postgres b.sql.postgres
    [[ $output == *'FOR ROLE ra'*'FOR ROLE rb'* ]]
    trip_databases ta tb
    trip_run ta <(cat a.sql.postgres)
    trip_run tb <(cat b.sql.postgres)
    run -1 "$FULLSCHEMA" diff postgres:///ta postgres:///tb
    [[ $output == *'FOR ROLE ra'*'FOR ROLE rb'* ]]
}

# fixture VERSION...: all kinds of objects that these versions have. What pg_dump says of both databases differs where
# snapshots have one spelling for what servers store in two (docs/format.md), so it is no judge here.
fixture() {
    needs_server "${!#}"
    trip_pg_dump() { :; }
    local version file
    for version; do
        for file in "$repo/tests/fixtures/postgres_kinds/main/delta/$version"/*.postgres; do
            echo 'BEGIN;'
            cat "$file"
            echo 'COMMIT;'
        done
    done >fixture.sql
    round_trip fixture.sql
    trip_options='--rows all' round_trip fixture.sql
}

@test "default privileges of tables: all that this version has are ALL, as another version reads it" {
    put_roles
    round_trip <<'SQL'
CREATE SCHEMA s;
CREATE TABLE t (a int);
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ra;
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT ON TABLES TO rb;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM CURRENT_USER;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TABLES TO ra WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON SEQUENCES TO ra;
SQL
    expect_there 'ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ra;' \
        'ALTER DEFAULT PRIVILEGES GRANT INSERT, SELECT ON TABLES TO rb;' \
        'ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM CURRENT_USER;' \
        'ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT ALL ON TABLES TO ra WITH GRANT OPTION;' \
        'ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, UPDATE, USAGE ON SEQUENCES TO ra;'
}

@test "what is granted on what comes with the server: its catalogs, functions, types and schemas" {
    put_roles
    round_trip <<'SQL'
CREATE TABLE t (a int);
GRANT SELECT (rolname, rolpassword) ON pg_authid TO ra;
GRANT SELECT ON pg_shadow TO ra WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION pg_sleep(double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO ra;
REVOKE SELECT ON pg_class FROM PUBLIC;
GRANT SELECT (relname) ON pg_class TO PUBLIC;
REVOKE USAGE ON TYPE int4 FROM PUBLIC;
GRANT CREATE ON SCHEMA pg_catalog TO rb;
SQL
    expect_there 'GRANT SELECT (rolpassword) ON TABLE pg_catalog.pg_authid TO ra;' \
        'REVOKE ALL ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;' \
        'GRANT CREATE ON SCHEMA pg_catalog TO rb;' 'REVOKE ALL ON TYPE pg_catalog.int4 FROM PUBLIC;'
    expect_lines_there 'REVOKE SELECT ON TABLE pg_catalog.pg_class FROM PUBLIC;
GRANT SELECT (relname) ON TABLE pg_catalog.pg_class TO PUBLIC;'
    grep -v pg_class there.sql >without.sql
    run -1 "$FULLSCHEMA" diff --engine postgres there.sql without.sql
    [[ $output == *pg_class* ]]
    # pg_dump leaves these out.
    psql -Xq -d trip_there -c 'GRANT SELECT ON information_schema.tables TO ra' -c 'GRANT USAGE ON SCHEMA information_schema TO ra'
    "$FULLSCHEMA" inspect -o there.sql postgres:///trip_there
    expect_there 'GRANT SELECT ON TABLE information_schema.tables TO ra;' 'GRANT USAGE ON SCHEMA information_schema TO ra;'
    [ "$(grep -c information_schema there.sql)" -eq 2 ]
    psql -Xq -d trip_there -c 'REVOKE ALL ON information_schema.tables, information_schema.sql_parts FROM PUBLIC' \
        -c 'REVOKE USAGE ON SCHEMA information_schema FROM PUBLIC' -c 'GRANT SELECT ON information_schema.transforms TO PUBLIC'
    trip_inspect trip_there there.sql
    expect_there 'REVOKE SELECT ON TABLE information_schema.tables FROM PUBLIC;' \
        'REVOKE USAGE ON SCHEMA information_schema FROM PUBLIC;' 'GRANT SELECT ON TABLE information_schema.transforms TO PUBLIC;'
    [ "$(grep -c information_schema there.sql)" -eq 5 ]
    trip_databases trip_back
    trip_run trip_back there.sql --single-transaction
    trip_inspect trip_back back.sql
    expect_same there.sql back.sql
}

@test "every kind of object: what PostgreSQL 11 knows" { fixture 11; }
@test "every kind of object: what came with PostgreSQL 12" { fixture 11 12; }
@test "every kind of object: what came with PostgreSQL 14" { fixture 11 12 14; }
@test "every kind of object: what came with PostgreSQL 15" { fixture 11 12 14 15; }
@test "every kind of object: what came with PostgreSQL 18" { fixture 11 12 14 15 18; }
