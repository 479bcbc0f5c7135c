#!/usr/bin/env bats
# What a snapshot cannot hold, or would make otherwise than it is: named, left out with all that needs it, status 2.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# has SQL: that is in the database `app`, made anew. Statements that fail are part of it.
has() {
    trip_databases app
    psql -Xq -d app <<<"$1" >has.log 2>&1 || true
}

inspect() {
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///app
}

# loads: what was printed does, in an empty database.
loads() {
    printf '%s\n' "$output" >snapshot.sql
    trip_databases empty
    trip_run empty snapshot.sql --single-transaction
}

@test "objects that need one that cannot be printed go with it, each by name, and what is left loads" {
    has "CREATE TABLE plain (a int PRIMARY KEY);
        CREATE FUNCTION rows() RETURNS SETOF plain LANGUAGE sql AS 'SELECT * FROM plain';
        CREATE VIEW ft AS SELECT a FROM rows() r UNION ALL SELECT a FROM rows() r; ALTER TABLE plain ADD COLUMN z int;
        COMMENT ON VIEW ft IS 'x'; GRANT SELECT ON ft TO PUBLIC;
        CREATE VIEW v AS SELECT a FROM ft; CREATE VIEW v2 AS SELECT a FROM v; COMMENT ON VIEW v2 IS 'x';
        CREATE MATERIALIZED VIEW mv AS SELECT a FROM ft WITH NO DATA; CREATE INDEX mi ON mv (a);
        CREATE FUNCTION f(ft) RETURNS int LANGUAGE sql AS 'SELECT 1'; COMMENT ON FUNCTION f(ft) IS 'x';
        CREATE FUNCTION g() RETURNS SETOF ft LANGUAGE plpgsql AS 'BEGIN END';
        CREATE TABLE uses (x ft, y int); CREATE INDEX uses_i ON uses (y);
        CREATE TABLE checked (a int CHECK (f(NULL) = a)); CREATE TABLE fallback (a int DEFAULT f(NULL));
        CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
        CREATE TRIGGER tr INSTEAD OF INSERT ON ft FOR EACH ROW EXECUTE PROCEDURE t(); COMMENT ON TRIGGER tr ON ft IS 'x';
        CREATE RULE r AS ON INSERT TO plain DO ALSO SELECT f(NULL);
        CREATE TYPE num; CREATE FUNCTION num_in(cstring) RETURNS num LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
        CREATE FUNCTION num_out(num) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
        CREATE TYPE num (INPUT = num_in, OUTPUT = num_out, LIKE = int4)"
    inspect
    expect_status 2
    diff -u - <(sed -n 's/^fullschema: //p' <<<"$stderr" | sed 's/: the rows of a function in it.*/: .../' | LC_ALL=C sort) <<'END'
function f(ft) is left out of the snapshot: it needs view ft
function g() is left out of the snapshot: it needs view ft
index mv.mi is left out of the snapshot: it needs materialized view mv
index uses.uses_i is left out of the snapshot: it needs table uses
materialized view mv is left out of the snapshot: it needs view ft
rule plain.r is left out of the snapshot: it needs function f(ft)
table checked is left out of the snapshot: it needs function f(ft)
table fallback is left out of the snapshot: it needs function f(ft)
table uses is left out of the snapshot: it needs view ft
trigger ft.tr is left out of the snapshot: it needs view ft
view ft: ...
view v is left out of the snapshot: it needs view ft
view v2 is left out of the snapshot: it needs view v
END
    loads
}

@test "an index that a failed CREATE INDEX CONCURRENTLY left behind is not the valid one: inspect, diff, check" {
    has "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (1, 1), (1, 2);
        CREATE UNIQUE INDEX CONCURRENTLY t_a_idx ON t (a); COMMENT ON INDEX t_a_idx IS 'x';
        CREATE INDEX CONCURRENTLY t_odd_idx ON t ((1 / (a - 1))); ALTER INDEX t_odd_idx ALTER COLUMN 1 SET STATISTICS 5;
        CREATE INDEX t_b_idx ON t (b)"
    inspect
    expect_status 2
    expect_stderr <<'END'
fullschema: index t_a_idx: it is INVALID, and a snapshot would make a valid one
hint: REINDEX INDEX CONCURRENTLY it, or drop it
fullschema: index t_odd_idx: it is INVALID, and a snapshot would make a valid one
hint: REINDEX INDEX CONCURRENTLY it, or drop it
END
    [ "$(grep -c INDEX <<<"$output")" -eq 1 ]
    loads
    put want.sql.postgres <<'SQL'
CREATE TABLE t (a integer, b integer);
CREATE UNIQUE INDEX t_a_idx ON t (a);
CREATE INDEX t_b_idx ON t (b);
SQL
    run --separate-stderr "$FULLSCHEMA" diff want.sql.postgres postgres:///app
    expect_status 2
    [[ $output == *'- index t_a_idx'* && $output == *'1 change: '* ]]
    expect_in_stderr 'index t_a_idx: it is INVALID'
    put_bookkeeping
    put schema/main/delta/1/t.sql.postgres <want.sql.postgres
    "$FULLSCHEMA" generate --quiet --engine postgres -n 1 --output full
    echo "app postgres:///app" >targets
    run --separate-stderr "$FULLSCHEMA" check --output full -n 1 --targets targets
    expect_status 2
    [[ $output == *'app  2 changes, 1 of them breaking; something of it is not compared'* ]] || { show_run; return 1; }
    expect_in_stderr 'warning: app: index t_a_idx: it is INVALID' 'app: index t_odd_idx: it is INVALID'
    # what is known to differ is a finding; without one that no snapshot has, nothing is left uncompared
    psql -Xq -d app -c 'DROP INDEX t_odd_idx'
    run --separate-stderr "$FULLSCHEMA" check --output full -n 1 --against postgres:///app
    expect_status 1
    [[ $output == *'- index t_a_idx'*'it is there and INVALID: INSERT ... ON CONFLICT'* ]] || { show_run; return 1; }
    expect_stderr <<'END'
fullschema: warning: index t_a_idx: it is INVALID, and a snapshot would make a valid one
hint: REINDEX INDEX CONCURRENTLY it, or drop it
END
    echo 'index t.t_a_idx: to be built anew' >built.txt
    run --separate-stderr "$FULLSCHEMA" check --output full -n 1 --against postgres:///app --expected built.txt --format gcc
    [[ $output != *t_a_idx* ]] || { show_run; return 1; }
    run --separate-stderr "$FULLSCHEMA" check --output full -n 1 --against postgres:///app --format gcc
    expect_status 1
    [[ $output == *'full/1/main/full.sql.postgres:'*':1: warning: '*t_a_idx* ]] || { show_run; return 1; }
    # statements would be proved without it
    run --separate-stderr "$FULLSCHEMA" check --output full -n 1 --against postgres:///app --fix
    expect_status 2
    expect_in_stderr 'index t_a_idx: it is INVALID'
}

@test "an index of a partitioned table that is made ON ONLY is no failure" {
    has "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        CREATE INDEX p_a_idx ON ONLY p (a)"
    inspect
    expect_status 0
    [ -z "$stderr" ]
    [[ $output == *'CREATE INDEX p_a_idx ON ONLY p (a);'* ]]
}

@test "a foreign key whose triggers are disabled binds nobody" {
    has "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int CONSTRAINT u_a_fkey REFERENCES t);
        COMMENT ON CONSTRAINT u_a_fkey ON u IS 'x'; ALTER TABLE u DISABLE TRIGGER ALL"
    inspect
    expect_status 2
    expect_stderr <<'END'
fullschema: foreign key u_a_fkey of u: triggers of it are disabled, and a snapshot would make it with them
hint: ALTER TABLE u ENABLE TRIGGER ALL
END
    [[ $output != *u_a_fkey* ]]
    loads
}

@test "a partition whose DETACH CONCURRENTLY has not ended is no partition like others" {
    needs_server 14
    has "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
        SET allow_system_table_mods = on; UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'p1'::regclass"
    inspect
    expect_status 2
    expect_stderr <<'END'
fullschema: partition p1: its DETACH PARTITION CONCURRENTLY has not ended
hint: ALTER TABLE p DETACH PARTITION p1 FINALIZE
END
    [[ $output != *p1* && $output == *'ATTACH PARTITION p2'* ]]
    loads
}

@test "subscriptions and large objects are beside the schema: a warning, status 0" {
    has "SELECT lo_create(5000)"
    inspect
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: large object 5000: a snapshot cannot hold objects of this kind
hint: it is data: pg_dump --large-objects copies it, SELECT pg_catalog.lo_unlink(5000) removes it
TEXT
}

@test "settings of the database, and of a role in it, are beside the schema: their names, status 0" {
    has 'CREATE TABLE t (a int)'
    psql -Xq -d postgres -v ON_ERROR_STOP=1 -c 'CREATE ROLE "Setting"' -c "ALTER DATABASE app SET my.secret = 'geheim'" \
        -c 'ALTER DATABASE app SET search_path = app, public' -c 'ALTER ROLE "Setting" IN DATABASE app SET work_mem = 100' \
        -c 'ALTER ROLE "Setting" SET work_mem = 200'
    inspect
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: settings of database app: my.secret, search_path (a snapshot is of a database of any name: who loads it sets them)
fullschema: warning: settings of role "Setting" in database app: work_mem (a snapshot is of a database of any name: who loads it sets them)
TEXT
    loads
}

@test "a table with OIDs is named, with what needs it: only 11 knows them" {
    [ "$(server_major)" -lt 12 ] || skip 'needs PostgreSQL 11'
    has 'CREATE TABLE t (a int) WITH OIDS; CREATE UNIQUE INDEX i ON t (oid); CREATE TABLE u (a int)'
    inspect
    expect_status 2
    expect_in_stderr 'table t: it has OIDs, which servers from 12 on do not know'
    [[ $output == *'CREATE TABLE u ('* && $output != *'TABLE t '* && $output != *' INDEX '* ]]
    loads
}

@test "a rule that was given the name of a view's is named, and left out" {
    has 'CREATE TABLE t (a int); CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING'
    psql -Xq -d app -c 'ALTER RULE r ON t RENAME TO "_RETURN"' || return 0 # newer minor versions refuse it
    inspect
    expect_status 2
    expect_in_stderr 'rule "_RETURN" on public.t: no CREATE RULE takes that name'
    loads
}

@test "what a role gave on that had been given the right to is named, status 0" {
    as_boss 'DROP ROLE IF EXISTS "Ann", bob; CREATE ROLE "Ann"; CREATE ROLE bob' 2>/dev/null
    has 'CREATE TABLE t (a int, b int)'
    psql -Xq -d app -v ON_ERROR_STOP=1 -c 'GRANT SELECT, UPDATE (b) ON t TO "Ann" WITH GRANT OPTION; SET ROLE "Ann";
        GRANT SELECT ON t TO bob; GRANT UPDATE (b) ON t TO bob; RESET ROLE; GRANT INSERT ON t TO bob'
    inspect
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: grants by role "Ann": table public.t, table column public.t.b (a snapshot says them as the owner's: they stay when that role loses the right)
TEXT
    loads
}

@test "tablespaces are the cluster's: which relations are in one, status 0" {
    needs_server 15 # earlier ones have none in a place of the server's own
    has 'CREATE TABLE t (a int PRIMARY KEY, b text); CREATE INDEX i ON t (a)'
    psql -Xq -d postgres -v ON_ERROR_STOP=1 -c 'SET allow_in_place_tablespaces = on' -c "CREATE TABLESPACE \"Fast\" LOCATION ''"
    psql -Xq -d app -v ON_ERROR_STOP=1 -c 'ALTER TABLE t SET TABLESPACE "Fast"' -c 'ALTER INDEX i SET TABLESPACE "Fast"' \
        -c 'CREATE TABLE u (a int, b int) TABLESPACE "Fast"' -c 'CREATE INDEX v ON u (a) TABLESPACE "Fast"'
    inspect
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: tablespace "Fast": index public.i, table public.t, table public.u and 1 more (a snapshot is for any cluster: who loads it says where relations are kept, by default_tablespace)
TEXT
    loads
}

@test "settings of the database that a delta makes are no reason to write no snapshot" {
    put_bookkeeping
    put schema/main/delta/1/settings.sql.postgres <<'SQL'
CREATE TABLE t (a int);
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app, public', current_database()); END $$;
SQL
    run --separate-stderr -0 "$FULLSCHEMA" generate -n 1 --engine postgres
    expect_in_stderr ': search_path (a snapshot is of a database of any name'
}

@test "what is left out by no address takes nothing else with it: partitions, sequences of columns" {
    has "CREATE TABLE p (id serial, a int) PARTITION BY LIST (a);
        CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
        CREATE SUBSCRIPTION far CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)"
    inspect
    expect_status 0
    expect_stderr <<'TEXT'
fullschema: warning: subscription far: a snapshot cannot hold objects of this kind
hint: it is of one server alone: CREATE SUBSCRIPTION far in each database that is to take the rows, once the snapshot is loaded there
TEXT
    [[ $output == *'ALTER TABLE p ATTACH PARTITION p1 '* && $output == *'ALTER SEQUENCE p_id_seq OWNED BY p.id;'* ]]
    loads
}

@test "a snapshot of deltas has all or is not written" {
    put_bookkeeping
    put schema/main/delta/1/key.sql.postgres <<'SQL'
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE u (a int REFERENCES t);
SELECT lo_create(0);
SQL
    generate_fails -n 1 --engine postgres
    expect_in_stderr ': a snapshot cannot hold objects of this kind'
}

@test "labels, members of the server's operator families and secrets of columns are named" {
    trip_databases labelled
    psql -Xq -v ON_ERROR_STOP=1 -d labelled <<'SQL'
CREATE FUNCTION below(int8, text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1::text < $2';
CREATE OPERATOR <<<< (PROCEDURE = below, LEFTARG = int8, RIGHTARG = text, COMMUTATOR = >>>>);
ALTER OPERATOR FAMILY integer_ops USING btree ADD OPERATOR 1 <<<< (int8, text);
CREATE OPERATOR <!< (PROCEDURE = below, LEFTARG = int8, RIGHTARG = text, COMMUTATOR = >!>);
DROP OPERATOR <!< (int8, text);
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE far (a int OPTIONS (column_name 'x', password 'geheim', at 'http://u:geheim@host/')) SERVER s;
INSERT INTO pg_seclabel SELECT 'far'::regclass, 'pg_class'::regclass, 1, 'dummy', 'geheim';
INSERT INTO pg_shseclabel SELECT oid, 'pg_database'::regclass, 'dummy', 'geheim' FROM pg_database;
INSERT INTO pg_shseclabel SELECT oid, 'pg_authid'::regclass, 'dummy', 'geheim' FROM pg_authid WHERE rolname = current_user;
SQL
    run --separate-stderr -2 "$FULLSCHEMA" inspect postgres:///labelled
    psql -Xq -d labelled -c 'DELETE FROM pg_shseclabel'
    expect_in_stderr 'operator 1 (bigint, pg_catalog.text) of pg_catalog.integer_ops USING btree: it is a member of an operator family'
    expect_in_stderr 'warning: operator public.>!>(pg_catalog.text,bigint): it is a shell that no operator names'
    expect_in_stderr 'column far.a: left out, as it may be secret: at, password'
    expect_in_stderr 'security label on foreign table column public.far.a (dummy)'
    expect_in_stderr 'hint: SECURITY LABEL FOR dummy ON COLUMN public.far.a IS NULL takes it off; else say it again'
    expect_in_stderr 'hint: SECURITY LABEL FOR dummy ON DATABASE labelled IS NULL takes it off'
    expect_in_stderr 'security label on database labelled (dummy)'
    expect_in_stderr "warning: security label on role $PGUSER (dummy)"
    [[ $output == *"a integer OPTIONS (column_name 'x')"* && $output$stderr != *geheim* ]]
    [[ $stderr != *'>>>>'* ]]
}

@test "what comes with the server: comments of people are printed, what they altered is named" {
    # pg_dump says none of it.
    trip_pg_dump() { :; }
    round_trip <<'SQL'
COMMENT ON FUNCTION pg_catalog.lower(text) IS 'mine';
COMMENT ON AGGREGATE count(*) IS 'mine';
COMMENT ON TYPE int4 IS 'mine';
COMMENT ON OPERATOR + (int4, int4) IS 'mine';
COMMENT ON CAST (int4 AS int8) IS 'mine';
COMMENT ON TABLE pg_class IS 'mine';
COMMENT ON COLUMN information_schema.tables.table_name IS 'mine';
COMMENT ON SCHEMA pg_catalog IS 'mine';
COMMENT ON LANGUAGE plpgsql IS 'mine';
COMMENT ON LANGUAGE sql IS 'mine';
COMMENT ON EXTENSION plpgsql IS 'mine';
COMMENT ON ACCESS METHOD btree IS 'mine';
COMMENT ON OPERATOR CLASS int4_ops USING btree IS 'mine';
COMMENT ON OPERATOR FAMILY integer_ops USING btree IS 'mine';
COMMENT ON CONVERSION iso_8859_1_to_utf8 IS 'mine';
COMMENT ON TEXT SEARCH CONFIGURATION english IS 'mine';
COMMENT ON TEXT SEARCH DICTIONARY simple IS 'mine';
COMMENT ON TEXT SEARCH PARSER "default" IS 'mine';
COMMENT ON TEXT SEARCH TEMPLATE simple IS 'mine';
COMMENT ON COLLATION "C" IS 'mine';
SQL
    [ "$(grep -c '^COMMENT ON .* IS .mine.;$' there.sql)" -eq 20 ]

    # A row that a GRANT, an owner or a user's operator explains says nothing of others.
    trip_databases altered
    psql -Xq -v ON_ERROR_STOP=1 -d altered <<'SQL'
CREATE ROLE clerk_of_server;
ALTER FUNCTION pg_catalog.initcap(text) OWNER TO clerk_of_server;
REVOKE EXECUTE ON FUNCTION pg_catalog.ltrim(text) FROM PUBLIC;
COMMENT ON DATABASE altered IS 'mine';
ALTER FUNCTION lower(text) COST 5;
ALTER FUNCTION upper(text) SET work_mem = '1MB';
ALTER TEXT SEARCH CONFIGURATION english ALTER MAPPING FOR word WITH simple;
ALTER TEXT SEARCH CONFIGURATION german DROP MAPPING FOR word;
ALTER TEXT SEARCH DICTIONARY simple (accept = false);
ALTER OPERATOR = (int4, int4) SET (RESTRICT = NONE);
SQL
    run --separate-stderr "$FULLSCHEMA" inspect postgres:///altered
    psql -Xqd altered -c 'ALTER FUNCTION initcap(text) OWNER TO CURRENT_USER' -c 'DROP ROLE clerk_of_server'
    expect_status 2
    grep -qx 'REVOKE ALL ON FUNCTION pg_catalog.ltrim(text) FROM PUBLIC;' <<<"$output"
    expect_stderr <<'END'
fullschema: comment on database altered: a snapshot is of a database of any name
hint: COMMENT ON DATABASE altered IS NULL
fullschema: function pg_catalog.lower(pg_catalog.text): the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
fullschema: function pg_catalog.upper(pg_catalog.text): the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
fullschema: operator pg_catalog.=(integer,integer): the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
fullschema: text search configuration pg_catalog.english: the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
fullschema: text search configuration pg_catalog.german: the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
fullschema: text search dictionary pg_catalog.simple: the server made it, it was altered since, and a snapshot does not say how
hint: alter it back, or make one of your own to use in its place; else run its ALTER once the snapshot is loaded
END
}
