#!/usr/bin/env bats
# What pg_dump and the shell of SQLite write, beside the database they wrote it of.

load ../lib/common
load ../lib/server
load ../lib/round_trip

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE DATABASE kinds'
    as_boss 'CREATE DATABASE own'
    local version file
    for version in 11 12 14 15 18; do
        [ "$(server_major)" -ge "$version" ] || continue
        for file in "$repo/tests/fixtures/postgres_kinds/main/delta/$version"/*.sql.postgres; do
            # Postgres prints other functions than these: docs/diff.md.
            [[ $file == */same_names.* ]] || psql -Xq -v ON_ERROR_STOP=1 -1 -f "$file" \
                "host=$server user=boss dbname=kinds" >>load.log 2>&1 || { cat load.log; return 1; }
        done
    done
    psql -Xq -v ON_ERROR_STOP=1 -f "$repo/full_schemas/59/main/full.sql.postgres" \
        -f "$repo/full_schemas/59/state/full.sql.postgres" "host=$server user=boss dbname=own" >>load.log
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
}

teardown() {
    leave_scratch
}

# dump DATABASE FILE [OPTION...]
dump() {
    local program
    program=$(trip_pg_dump)
    [ -n "$program" ] || skip "needs a pg_dump that knows PostgreSQL $(server_major)"
    "$program" -h "$server" -U boss "${@:3}" "$1" >"$2"
}

live() {
    echo "postgresql:///$1?host=$server&user=boss"
}

# same_as_live DATABASE [OPTION...]
same_as_live() {
    dump "$1" dump.sql.postgres "${@:2}"
    run "$FULLSCHEMA" diff dump.sql.postgres "$(live "$1")"
    [ "$status" -eq 0 ] && [[ $output == *'no changes' ]] || { echo "$*: $output"; return 1; }
}

@test "pg_dump of every kind of object is its database" {
    same_as_live kinds
    same_as_live kinds --schema-only
    same_as_live kinds --no-owner --inserts
    same_as_live kinds -O -x
    same_as_live kinds -c --if-exists -C --column-inserts
    same_as_live kinds --clean --schema-only
}

@test "pg_dump of snapshots is the database they were loaded into" {
    same_as_live own
    same_as_live own -O -x --schema-only
    same_as_live own --inserts
}

@test "columns that a parent got later stand behind the child's own, which pg_dump cannot say; the child's own order counts" {
    as_boss 'CREATE DATABASE later'
    as_boss 'CREATE TABLE p (a int); CREATE TABLE c (b int, d int) INHERITS (p); CREATE TABLE g (e int) INHERITS (c);
        ALTER TABLE p ADD COLUMN l int; ALTER TABLE c ADD COLUMN m int;
        CREATE TABLE own (x int, a int, l int); ALTER TABLE own INHERIT p' later
    same_as_live later
    same_as_live later -O
    sed 's/^    b integer,$/    d integer,/; t; s/^    d integer,$/    b integer,/' dump.sql.postgres >other.sql.postgres
    run -1 "$FULLSCHEMA" diff --format gcc dump.sql.postgres other.sql.postgres
    [[ $output == *'of table c changed (position: '* ]] || { show_run; return 1; }
    # of a side that is no dump it is known
    "$FULLSCHEMA" inspect "$(live later)" >snapshot.sql.postgres
    sed '/^-- /d; /^SET /d; /^SELECT pg_catalog.set_config/d' dump.sql.postgres >own.sql.postgres
    run -1 "$FULLSCHEMA" diff own.sql.postgres snapshot.sql.postgres
    [[ $output == *'position: '* ]] || { show_run; return 1; }
}

@test "columns that the rows of a function got later, whose names pg_dump leaves out behind the alias" {
    as_boss 'CREATE DATABASE grown'
    as_boss "CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM public.t';
        CREATE VIEW v AS SELECT x, y, n FROM f() WITH ORDINALITY r(x, y, n);
        CREATE MATERIALIZED VIEW m AS SELECT * FROM f(); ALTER TABLE t ADD COLUMN c int" grown
    same_as_live grown
    "$FULLSCHEMA" inspect "$(live grown)" >snapshot.sql.postgres
    grep -q 'r(x, y, c, n)' snapshot.sql.postgres
    local other
    for other in 'r(y, x, c, n)' 'r(x, c, n)' 's(x, y, c, n)'; do
        sed "s/ r(x, y, c, n)/ $other/" snapshot.sql.postgres >other.sql.postgres
        run -1 "$FULLSCHEMA" diff dump.sql.postgres other.sql.postgres
        [[ $output == *'~ view v'*'1 change: '* ]] || { show_run; return 1; }
    done
    # only a dump leaves them out
    sed 's/ r(x, y, c, n)/ r(x, y, n)/' snapshot.sql.postgres >other.sql.postgres
    run -1 "$FULLSCHEMA" diff other.sql.postgres snapshot.sql.postgres
}

@test "an index of a table without partitions, which pg_dump makes ON ONLY it" {
    as_boss 'CREATE DATABASE partless'
    as_boss 'CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE INDEX p_b ON p (b);
        CREATE UNIQUE INDEX p_a ON p (a);
        CREATE TABLE q (a int) PARTITION BY LIST (a); CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
        CREATE TABLE q2 PARTITION OF q FOR VALUES IN (2) PARTITION BY LIST (a);
        CREATE INDEX q_some ON ONLY q (a); CREATE INDEX q_all ON q (a)' partless
    same_as_live partless
    dump partless partless.sql.postgres
    sed -i 's/ON ONLY public.q /ON public.q /; /q_some ATTACH/d' partless.sql.postgres
    run "$FULLSCHEMA" diff partless.sql.postgres "$(live partless)"
    [ "$status" -eq 1 ] && [[ $output == *'~ index q_some'*'1 change'* ]] || { echo "$output"; return 1; }
}

@test "what pg_dump -O -x does not say is named" {
    dump kinds dump.sql.postgres -O -x
    run -0 --separate-stderr "$FULLSCHEMA" diff dump.sql.postgres "$(live kinds)"
    expect_in_stderr 'role boss is taken for the owner: dump.sql.postgres does not say who owns what'
    expect_in_stderr 'privileges are not compared: dump.sql.postgres says neither them nor who owns what'
}

@test "default privileges and user mappings of several roles: with their owners, and without, where the other side tells whose" {
    as_boss 'CREATE DATABASE given'
    as_boss 'DROP ROLE IF EXISTS clerk; CREATE ROLE clerk; CREATE TABLE t (a int); CREATE SCHEMA s;
        ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE DELETE ON TABLES FROM boss;
        ALTER DEFAULT PRIVILEGES FOR ROLE clerk GRANT SELECT ON TABLES TO boss;
        ALTER DEFAULT PRIVILEGES FOR ROLE clerk REVOKE DELETE ON TABLES FROM clerk;
        ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT INSERT ON TABLES TO clerk WITH GRANT OPTION;
        CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;
        CREATE USER MAPPING FOR boss SERVER s; CREATE USER MAPPING FOR clerk SERVER s' given
    same_as_live given
    same_as_live given -O
    run --separate-stderr -0 "$FULLSCHEMA" diff dump.sql.postgres "$(live given)"
    expect_in_stderr 'role boss is taken for the owner: dump.sql.postgres does not say who owns what'
    as_boss 'ALTER DEFAULT PRIVILEGES FOR ROLE clerk REVOKE SELECT ON TABLES FROM boss' given
    run -1 "$FULLSCHEMA" diff dump.sql.postgres "$(live given)"
    [[ $output == *'~ privilege DEFAULT PRIVILEGES FOR ROLE clerk ON TABLES'*'1 change: '* ]] || { show_run; return 1; }
    as_boss 'ALTER DEFAULT PRIVILEGES FOR ROLE clerk GRANT DELETE ON TABLES TO clerk; DROP USER MAPPING FOR boss SERVER s' given
    run -1 "$FULLSCHEMA" diff dump.sql.postgres "$(live given)"
    [[ $output == *'- user mapping FOR boss SERVER s'*'2 changes: '* ]] || { show_run; return 1; }
}

@test "a policy for two other roles than the owner differs from one for him" {
    put live.sql.postgres <<'SQL'
CREATE TABLE t (a integer);
CREATE POLICY p ON t TO CURRENT_USER;
CREATE POLICY q ON t TO CURRENT_USER;
SQL
    put dump.sql.postgres <<'SQL'
-- PostgreSQL database dump
-- Dumped from database version 15.4
-- Name: t; Type: TABLE; Schema: public; Owner: -
CREATE TABLE public.t (a integer);
CREATE POLICY p ON public.t TO app;
CREATE POLICY q ON public.t TO app;
SQL
    run -0 "$FULLSCHEMA" diff dump.sql.postgres live.sql.postgres
    sed -i 's/q ON public.t TO app/q ON public.t TO other/' dump.sql.postgres
    run -1 "$FULLSCHEMA" diff dump.sql.postgres live.sql.postgres
    [[ $output == *'~ policy p'*'roles: app -> CURRENT_USER'*'~ policy q'*'roles: other -> CURRENT_USER'* ]]
}

@test "comments that extensions come with are no difference, a person's own are" {
    as_boss 'CREATE DATABASE extended'
    as_boss 'CREATE EXTENSION hstore' extended || skip 'needs the contrib modules of the server'
    same_as_live extended
    cp dump.sql.postgres before.sql.postgres
    as_boss "COMMENT ON EXTENSION hstore IS 'ours'" extended
    same_as_live extended
    run -1 "$FULLSCHEMA" diff before.sql.postgres "$(live extended)"
    [[ $output == *"+ comment EXTENSION hstore"*"1 change: "* ]]
    run -1 "$FULLSCHEMA" diff before.sql.postgres dump.sql.postgres
    [[ $output == *"+ comment EXTENSION hstore"*"1 change: "* ]]
}

@test "of an extension that is not known, a dump's comment is not compared, which is said" {
    put dump.sql.postgres <<'SQL'
-- PostgreSQL database dump
CREATE EXTENSION IF NOT EXISTS stranger WITH SCHEMA public;
COMMENT ON EXTENSION stranger IS 'by somebody';
SQL
    put own.sql.postgres <<'SQL'
CREATE EXTENSION stranger;
SQL
    run -0 --separate-stderr "$FULLSCHEMA" diff dump.sql.postgres own.sql.postgres
    expect_in_stderr 'the comment of extension stranger may be its own, which own.sql.postgres would not say'
}

@test "what the shell of SQLite writes is its database" {
    cp "$repo/full_schemas/59/main/full.sql.sqlite" own.sql.sqlite
    sqlite3 own.db <own.sql.sqlite
    sqlite3 own.db 'PRAGMA user_version = 7; PRAGMA application_id = 99'
    local way
    for way in .dump '.dump --nosys' .schema '.schema --indent'; do
        sqlite3 own.db "$way" >dump.sql.sqlite
        run -0 "$FULLSCHEMA" diff dump.sql.sqlite own.db
        [[ $output == *'no changes' ]]
    done
    echo 'PRAGMA user_version = 8;' >>dump.sql.sqlite
    run -1 "$FULLSCHEMA" diff dump.sql.sqlite own.db
    [[ $output == *'~ setting user_version'*'value: 8 -> 7'* ]]
}

# same_as_file DB: what the shell tells of it, in every way.
same_as_file() {
    local way
    for way in .dump '.dump --nosys' '.dump --preserve-rowids' .schema '.schema --indent' '.schema --nosys' .fullschema; do
        sqlite3 "$1" "$way" >dump.sql.sqlite
        run "$FULLSCHEMA" diff dump.sql.sqlite "$1"
        [ "$status" -eq 0 ] && [[ $output == *'no changes' && $output != *'not understood'* ]] || { echo "$way: $output"; return 1; }
    done
}

@test "tables that virtual tables keep their data in are nobody's in a dump, before them or behind" {
    sqlite3 search.db <<'SQL'
CREATE TABLE rooms (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
CREATE TABLE posts_content (id INTEGER PRIMARY KEY, body TEXT);
CREATE VIRTUAL TABLE posts USING fts5 (body, content='posts_content', content_rowid='id');
CREATE VIRTUAL TABLE own USING fts5 (body, "odd name");
CREATE VIRTUAL TABLE old USING fts4 (body);
CREATE VIRTUAL TABLE oldest USING fts3 (body, tokenize=porter);
CREATE VIRTUAL TABLE box USING rtree (id, low, high, +note);
CREATE TABLE box_extra (box INTEGER);
CREATE VIRTUAL TABLE words USING fts5vocab (own, row);
CREATE VIEW found AS SELECT body FROM own;
CREATE TRIGGER rooms_ai AFTER INSERT ON rooms BEGIN INSERT INTO own (body) VALUES (new.name); END;
INSERT INTO rooms (name) VALUES ('a'), ('b');
INSERT INTO box VALUES (1, 0, 1, 'x');
ANALYZE;
SQL
    same_as_file search.db
    # This moves virtual tables behind all others.
    sqlite3 search.db VACUUM
    same_as_file search.db
    sqlite3 search.db 'ALTER TABLE own RENAME TO renamed; ALTER TABLE box RENAME TO "new box"'
    same_as_file search.db
}

@test "dumps of a database whose tables with AUTOINCREMENT are gone, and one that the shell could not write whole" {
    sqlite3 gone.db 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1); DROP TABLE t'
    same_as_file gone.db
    sqlite3 gone.db 'CREATE TABLE u (a)'
    same_as_file gone.db
    # Its own collation in the key of a table, whose rows no shell can read in order.
    python3 - <<'PY'
import sqlite3
db = sqlite3.connect("own.db")
db.create_collation("unicase", lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))
db.executescript("""CREATE TABLE tags (tag TEXT COLLATE unicase PRIMARY KEY, usn INTEGER) WITHOUT ROWID;
    INSERT INTO tags VALUES ('b', 1), ('A', 2); CREATE INDEX tags_usn ON tags (usn, tag); CREATE VIEW v AS SELECT tag FROM tags;""")
PY
    sqlite3 own.db .dump >dump.sql.sqlite 2>/dev/null || true
    [ "$(tail -n 1 dump.sql.sqlite)" = 'ROLLBACK; -- due to errors' ]
    run -0 --separate-stderr "$FULLSCHEMA" diff dump.sql.sqlite own.db
    [ "$output" = 'no changes' ]
    expect_in_stderr 'the shell of SQLite could not dump everything: rows may be missing'
    sed -i 's/^CREATE INDEX/-- &/' dump.sql.sqlite
    run -1 --separate-stderr "$FULLSCHEMA" diff dump.sql.sqlite own.db
    [[ $output == *'+ index tags_usn'* ]]
}

@test "control characters as shells of SQLite 3.50 and later write them, whichever library reads them" {
    put new.sql.sqlite <<'SQL'
CREATE TABLE t (a);
INSERT INTO t VALUES(unistr('x\u000aé\\\u001b\+01f600\U0001F601\0009'));
INSERT INTO t VALUES(unistr(NULL));
INSERT INTO t VALUES('plain \u000a');
SQL
    put own.sql.sqlite <<'SQL'
CREATE TABLE t (a);
INSERT INTO t VALUES ('x' || char(10) || 'é\' || char(27, 128512, 128513, 9));
INSERT INTO t VALUES (NULL);
INSERT INTO t VALUES ('plain \u000a');
SQL
    run -0 --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite own.sql.sqlite
    [ "$output" = 'no changes' ]
    [ -z "$stderr" ]
    say odd.sql.sqlite "CREATE TABLE t (a); INSERT INTO t VALUES (unistr('\\u00'));"
    run --separate-stderr "$FULLSCHEMA" diff odd.sql.sqlite own.sql.sqlite
    expect_status 1
    expect_in_stderr 'invalid Unicode escape'
}

@test "a schema that calls functions of a later SQLite is read" {
    put new.sql.sqlite <<'SQL'
CREATE TABLE t (x, y GENERATED ALWAYS AS (jsonb(x)) STORED, CHECK (concat(x, 'a') <> 'b'));
CREATE INDEX i ON t (jsonb_extract(x, '$.a'), octet_length(x));
CREATE VIEW v AS SELECT string_agg(x, ',') AS a, median(x) AS m FROM t;
INSERT INTO t (x) VALUES ('{}');
SQL
    run -0 --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite new.sql.sqlite
    sed 's/octet_length/length/; s/median/max/' new.sql.sqlite >other.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" diff new.sql.sqlite other.sql.sqlite
    expect_status 1
    [ -z "$stderr" ]
    [[ $output == *'index i'* && $output == *'view v'* && $output == *'2 changes'* ]]
}

@test "what pg_dump spells otherwise: operators, casts, ranges of other schemas, settings of a materialized view" {
    as_boss 'CREATE DATABASE otherwise'
    as_boss 'CREATE EXTENSION citext' otherwise || skip 'needs the contrib modules of the server'
    as_boss "CREATE SCHEMA s; CREATE TABLE s.own (x int PRIMARY KEY);
        CREATE TABLE t (a citext, b text, EXCLUDE USING btree (a WITH =), EXCLUDE USING hash (b WITH =) WHERE (b <> ''));
        CREATE TYPE s.pair AS (a int, b text);
        CREATE FUNCTION s.to_pair(int) RETURNS s.pair LANGUAGE sql IMMUTABLE AS 'SELECT ROW(\$1, NULL)::s.pair';
        CREATE FUNCTION s.less(s.pair, s.pair) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT (\$1).a < (\$2).a';
        CREATE CAST (int AS s.pair) WITH FUNCTION s.to_pair(int) AS ASSIGNMENT;
        CREATE TYPE s.floats AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
        CREATE TYPE s.daterange2 AS RANGE (SUBTYPE = date); CREATE TYPE words AS RANGE (SUBTYPE = text, COLLATION = \"C\");
        CREATE OPERATOR <<< (PROCEDURE = s.less, LEFTARG = s.pair, RIGHTARG = s.pair);
        CREATE OPERATOR === (PROCEDURE = s.less, LEFTARG = s.pair, RIGHTARG = s.pair);
        CREATE OPERATOR CLASS pairs FOR TYPE s.pair USING btree AS OPERATOR 1 <<<, OPERATOR 3 ===;
        CREATE VIEW sorted AS SELECT s.to_pair(1) AS p ORDER BY s.to_pair(1) USING <<<;
        CREATE MATERIALIZED VIEW m AS SELECT a, b || 'x' AS bx FROM t;
        ALTER MATERIALIZED VIEW m ALTER bx SET STATISTICS 500, ALTER bx SET STORAGE EXTERNAL, ALTER a SET (n_distinct = 5)" \
        otherwise
    if [ "$(server_major)" -ge 14 ]; then
        as_boss 'CREATE TYPE s.named AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = s.many);
            CREATE TYPE s.apart AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = public.apart_multirange)' otherwise
    fi
    if [ "$(server_major)" -ge 15 ]; then
        as_boss 'CREATE PUBLICATION p FOR TABLE s.own (x) WHERE (x > 3 AND x <> 7); CREATE PUBLICATION q FOR TABLES IN SCHEMA s' \
            otherwise
    fi
    same_as_live otherwise
    "$FULLSCHEMA" inspect -o own.sql "$(live otherwise)"
    as_boss 'CREATE DATABASE again'
    psql -Xq -v ON_ERROR_STOP=1 -1 -f own.sql "host=$server user=boss dbname=again"
    run -0 "$FULLSCHEMA" diff "$(live otherwise)" "$(live again)"
}

# dump_says SERVER TEXT OWN: pg_dump's text of such a server is the same as that text of our own.
dump_says() {
    say dump.sql.postgres "-- PostgreSQL database dump
-- Dumped from database version $1
$2"
    say own.sql.postgres "$3"
    run -0 "$FULLSCHEMA" diff dump.sql.postgres own.sql.postgres
    [ "$output" = 'no changes' ]
}

@test "the access method of a partitioned table, in a statement of its own" {
    dump_says 18.4 'SET default_table_access_method = heap2;
        CREATE TABLE public.p (a integer) PARTITION BY LIST (a); CREATE TABLE public.q (a integer) PARTITION BY LIST (a);
        CREATE TABLE public.t (a integer); ALTER TABLE public.p SET ACCESS METHOD heap3;' \
        'CREATE TABLE p (a integer) PARTITION BY LIST (a) USING heap3; CREATE TABLE q (a integer) PARTITION BY LIST (a);
        CREATE TABLE t (a integer) USING heap2;'
}

@test "schema public of a server before 15, as pg_dump from 15 on says what differs there from 15's" {
    local dumped='11.22
-- Dumped by pg_dump version 15.18 (Debian)' table='CREATE TABLE public.t (a integer); GRANT SELECT ON TABLE public.t TO w;'
    dump_says "$dumped" "$table GRANT ALL ON SCHEMA public TO PUBLIC;" "$table"
    dump_says "$dumped" "$table" "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
    dump_says "$dumped" "$table GRANT CREATE ON SCHEMA public TO w;" \
        "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC; GRANT CREATE ON SCHEMA public TO w;"
    dump_says "$dumped" "$table REVOKE USAGE ON SCHEMA public FROM PUBLIC;" "$table REVOKE ALL ON SCHEMA public FROM PUBLIC;"
    dump_says "${dumped/15.18/14.18}" "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;" \
        "$table REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
}

@test "columns that pg_dump 18 prints without VIRTUAL" {
    dump_says 18.4 'CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS ((a * (2 + 1))), c integer
        GENERATED ALWAYS AS ((a * 3)) STORED, d integer GENERATED ALWAYS AS (a), CONSTRAINT b CHECK ((b > 0)));' \
        'CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a * (2 + 1)) VIRTUAL, c integer
        GENERATED ALWAYS AS (a * 3) STORED, d integer GENERATED ALWAYS AS (a) VIRTUAL, CONSTRAINT b CHECK (b > 0));'
}

@test "MAINTAIN: pg_dump 17 of an older server, and a server that has it" {
    local seven='SELECT,INSERT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE'
    dump_says 15.4 "CREATE TABLE public.t (a integer); GRANT $seven ON TABLE public.t TO app;" \
        'CREATE TABLE t (a integer); GRANT ALL ON TABLE t TO app;'
    dump_says 17.4 "CREATE TABLE public.t (a integer); GRANT $seven ON TABLE public.t TO app;" \
        "CREATE TABLE t (a integer); GRANT $seven ON TABLE t TO app;"
    dump_says 17.4 "CREATE TABLE public.t (a integer); ALTER TABLE public.t OWNER TO boss;
        REVOKE ALL ON TABLE public.t FROM boss; GRANT $seven ON TABLE public.t TO boss;" \
        'CREATE TABLE t (a integer); REVOKE MAINTAIN ON TABLE t FROM CURRENT_USER;'
}

@test "what a server notes of columns for itself is no setting of theirs" {
    dump_says 15.20 'CREATE TABLE public.t (a integer, b text);
        ALTER TABLE ONLY public.t ALTER COLUMN a SET (pg_attver=2);
        ALTER TABLE ONLY public.t ALTER COLUMN b SET (n_distinct=5, pg_attver=2);
        CREATE VIEW public.v AS SELECT t.a FROM public.t; ALTER VIEW public.v ALTER COLUMN a SET (pg_attver=1);' \
        'CREATE TABLE t (a integer, b text); ALTER TABLE t ALTER COLUMN b SET (n_distinct = 5);
        CREATE VIEW v AS SELECT a FROM t;'
}

@test "EXCLUDE of a partitioned table, which pg_dump makes of its partitions, too" {
    dump_says 18.4 "CREATE TABLE public.room (a int, b int) PARTITION BY RANGE (a);
        CREATE TABLE public.room1 (a int, b int);
        ALTER TABLE ONLY public.room ATTACH PARTITION public.room1 FOR VALUES FROM (1) TO (10);
        ALTER TABLE ONLY public.room1 ADD CONSTRAINT own EXCLUDE USING gist (b WITH =);
        ALTER TABLE ONLY public.room ADD CONSTRAINT room_a_excl EXCLUDE USING gist (a WITH =);
        ALTER TABLE ONLY public.room1 ADD CONSTRAINT room1_a_excl EXCLUDE USING gist (a WITH =);
        ALTER INDEX public.room_a_excl ATTACH PARTITION public.room1_a_excl;" \
        "CREATE TABLE room (a int, b int, CONSTRAINT room_a_excl EXCLUDE USING gist (a WITH =)) PARTITION BY RANGE (a);
        CREATE TABLE room1 (a int, b int, CONSTRAINT own EXCLUDE USING gist (b WITH =));
        ALTER TABLE room ATTACH PARTITION room1 FOR VALUES FROM (1) TO (10);"
}

@test "EXCLUDE of partitions under partitions, whose indexes pg_dump attaches from above" {
    dump_says 18.4 "CREATE TABLE public.p (a int) PARTITION BY RANGE (a); CREATE TABLE public.q (a int) PARTITION BY RANGE (a);
        ALTER TABLE ONLY public.p ATTACH PARTITION public.q FOR VALUES FROM (1) TO (10); CREATE TABLE public.r (a int);
        ALTER TABLE ONLY public.q ATTACH PARTITION public.r FOR VALUES FROM (1) TO (5);
        ALTER TABLE ONLY public.p ADD CONSTRAINT e EXCLUDE USING btree (a WITH =);
        ALTER TABLE ONLY public.q ADD CONSTRAINT q_a_excl EXCLUDE USING btree (a WITH =);
        ALTER TABLE ONLY public.r ADD CONSTRAINT r_a_excl EXCLUDE USING btree (a WITH =);
        ALTER INDEX public.e ATTACH PARTITION public.q_a_excl; ALTER INDEX public.q_a_excl ATTACH PARTITION public.r_a_excl;" \
        "CREATE TABLE p (a int, CONSTRAINT e EXCLUDE USING btree (a WITH =)) PARTITION BY RANGE (a);
        CREATE TABLE q (a int) PARTITION BY RANGE (a); ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM (1) TO (10);
        CREATE TABLE r (a int); ALTER TABLE q ATTACH PARTITION r FOR VALUES FROM (1) TO (5);"
}

@test "extensions in pg_catalog: those that stand there by themselves, and those that somebody put there" {
    as_boss 'CREATE DATABASE in_catalog'
    as_boss 'CREATE EXTENSION hstore SCHEMA pg_catalog' in_catalog || skip 'needs the contrib modules of the server'
    as_boss 'CREATE EXTENSION adminpack' in_catalog || : # until 16
    same_as_live in_catalog
    "$FULLSCHEMA" inspect "$(live in_catalog)" | grep -qx 'CREATE EXTENSION hstore SCHEMA pg_catalog;'
}

@test "a column of two parents, one of which has it NOT NULL" {
    dump_says 15.4 "CREATE TABLE public.p (a integer, b text DEFAULT 'p'); CREATE TABLE public.q (b text NOT NULL);
        CREATE TABLE public.c (b text DEFAULT 'own', x integer) INHERITS (public.p, public.q);" \
        "CREATE TABLE p (a integer, b text DEFAULT 'p'); CREATE TABLE q (b text NOT NULL);
        CREATE TABLE c (b text NOT NULL DEFAULT 'own', x integer) INHERITS (p, q);"
}
