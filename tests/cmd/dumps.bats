#!/usr/bin/env bats
# What pg_dump and the shell of SQLite write, beside the database they wrote it of.

load ../lib/common
load ../lib/server
load ../lib/round_trip
load ../lib/dumps_setup

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
    sed -i 's/ON ONLY public.q /ON public.q /; /q[12]_a_idx/d' partless.sql.postgres
    run "$FULLSCHEMA" diff partless.sql.postgres "$(live partless)"
    [[ $status -eq 1 && $output == *'~ index q_some'*'- index q1_a_idx1'*'- index q2_a_idx1'*'3 changes'* ]] || { echo "$output"; return 1; }
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
