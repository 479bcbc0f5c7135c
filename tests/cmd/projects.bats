#!/usr/bin/env bats
# Projects whose fullschema.ini says where the migrations of each engine are: docs/projects.md.

load ../lib/common

fullschema() { run --separate-stderr "$FULLSCHEMA" "$@"; }

# A directory for each engine. Postgres has a migration more, and one that SQLite needs alone is between them.
lay_out() {
    say db/postgres/1_rooms.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY, name text);'
    say db/postgres/3_topic.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    say db/sqlite/1_rooms.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text);'
    say db/sqlite/2_tidy.sql 'DELETE FROM rooms;'
    say db/sqlite/3_topic.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    put fullschema.ini <<'INI'
[database main]
postgres = db/postgres
sqlite = db/sqlite
INI
}

@test "a section names a directory for each engine: all commands take them, by one version key" {
    lay_out
    fullschema generate
    expect_status 0
    [ -z "$stderr" ] || { show_run; false; }
    grep -q topic full_schemas/full.sql.postgres
    grep -q topic full_schemas/full.sql.sqlite
    fullschema plan -n 2
    expect_status 0
    [ "$output" = "main 2 on postgres:
  migration    db/postgres/1_rooms.sql
main 2 on sqlite:
  migration    db/sqlite/1_rooms.sql
  migration    db/sqlite/2_tidy.sql" ] || { show_run; false; }
    fullschema check
    expect_status 0
    fullschema verify
    expect_status 0
    [[ $output == *'parity: main on postgres and sqlite, 0 known differences: they agree'* ]] || { show_run; false; }
    [[ $output == *'reproducible: '*': same bytes'* ]] || { show_run; false; }
    # A change is blamed on its file; of both engines one has it, which parity finds.
    say db/sqlite/4_motto.sql 'ALTER TABLE rooms ADD COLUMN motto text;'
    fullschema check
    expect_status 1
    [[ $output == *motto*db/sqlite/4_motto.sql* ]] || { show_run; false; }
    fullschema verify --parity
    expect_status 1
    [[ $output == *'db/sqlite/4_motto.sql: postgres and sqlite do not agree: '*motto* ]] || { show_run; false; }
    # What is known is said beside the file.
    say parity.txt 'column rooms.motto: not yet'
    fullschema verify --parity
    expect_status 0
    nothing_left
}

@test "a live database is compared with the migrations of its engine" {
    lay_out
    say db/sqlite/1_rooms.sql '-- +goose Up
CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text);'
    sqlite3 live.db 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text);
CREATE TABLE goose_db_version (id integer PRIMARY KEY AUTOINCREMENT, version_id integer NOT NULL, is_applied integer NOT NULL, tstamp timestamp);
INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1);'
    fullschema check --against live.db
    expect_status 0
    sqlite3 live.db 'ALTER TABLE rooms ADD COLUMN stray text'
    fullschema check --against live.db
    expect_status 1
    [[ $output == *stray* ]] || { show_run; false; }
}

@test "the next migration has one number in the directories of both engines" {
    lay_out
    mv db/sqlite/3_topic.sql db/sqlite/09_topic.sql
    mv db/postgres/3_topic.sql db/postgres/0003-topic.sql
    fullschema delta add_motto
    expect_status 0
    [ "$output" = 'db/postgres/0010-add_motto.sql
db/sqlite/10_add_motto.sql' ] || { show_run; false; }
    [ -f db/postgres/0010-add_motto.sql ]
}

@test "dates are counted over both engines, so that a version is the same migration on each" {
    say db/p/20240101120000_a.sql 'CREATE TABLE a (id integer);'
    say db/p/20240301120000_c.sql 'CREATE TABLE c (id integer);'
    say db/s/20240101120000_a.sql 'CREATE TABLE a (id integer);'
    say db/s/20240201120000_b.sql 'CREATE TABLE b (id integer);'
    say db/s/20240301120000_c.sql 'CREATE TABLE c (id integer);'
    say db/s/20240301120000_d.sql 'CREATE TABLE d (id integer);'
    rm db/s/20240301120000_d.sql
    say fullschema.ini '[database main]
postgres = db/p
sqlite = db/s'
    fullschema plan -n 3
    [[ $output == *'main 3 on postgres:'*a.sql*c.sql*'main 3 on sqlite:'*a.sql*b.sql*c.sql ]] || { show_run; false; }
    fullschema plan -n 2
    [[ $output != *c.sql* && $output == *b.sql* ]] || { show_run; false; }
}

@test "one directory may be of both engines, with the engine in names or in lines" {
    say db/1_a.postgres.up.sql 'CREATE TABLE a (id bigserial PRIMARY KEY);'
    say db/1_a.sqlite3.up.sql 'CREATE TABLE a (id integer PRIMARY KEY AUTOINCREMENT);'
    say db/2_b.up.sql 'CREATE TABLE b (id integer);'
    say fullschema.ini '[database main]
postgres = db
sqlite = db'
    fullschema plan
    [ "$output" = "main 2 on postgres, as popx runs them:
  migration    db/1_a.postgres.up.sql
  migration    db/2_b.up.sql
main 2 on sqlite, as popx runs them:
  migration    db/1_a.sqlite3.up.sql
  migration    db/2_b.up.sql" ] || { show_run; false; }
    rm -r db
    say db/01-a.sql '-- v0 -> v1: A
-- only: sqlite
CREATE TABLE a (id integer);
-- only: postgres until "end only"
CREATE TABLE a (id bigint);
-- end only "end only"
'
    fullschema plan
    [[ $output == *', as dbutil runs them'*', as dbutil runs them'* ]] || { show_run; false; }
}

@test "several databases stand side by side, each on the engines that it has" {
    say a/p/1_a.sql 'CREATE TABLE a (id integer);'
    say a/s/1_a.sql 'CREATE TABLE a (id integer);'
    say b/1_b.sql 'CREATE TABLE a (id integer);'
    say b/2_b.sql 'CREATE TABLE b (id integer);'
    say fullschema.ini '[database jobs]
sqlite = b
[database main]
postgres = a/p
sqlite = a/s'
    fullschema generate
    expect_status 0
    [ "$(find full_schemas -type f | LC_ALL=C sort | paste -sd' ')" = \
        'full_schemas/jobs/full.sql.sqlite full_schemas/main/full.sql.postgres full_schemas/main/full.sql.sqlite' ]
    # What two databases have alike is common to neither.
    grep -q 'TABLE a ' full_schemas/jobs/full.sql.sqlite
    fullschema check
    expect_status 0
    fullschema verify --parity --self-test
    expect_status 0
    fullschema generate --database common
    expect_status 2
    [[ $stderr == *'no logical database common'*'there is jobs, main'* ]] || { show_run; false; }
    sqlite3 live.db 'CREATE TABLE a (id integer); CREATE TABLE b (id integer)'
    fullschema check --against live.db
    expect_status 2
    [[ $stderr == *'say which with --database jobs'* ]] || { show_run; false; }
    fullschema check --against live.db --database jobs
    [[ $status -lt 2 && $output != *'table a'* ]] || { show_run; false; }
    nothing_left
}

@test "the file above the working directory says it, too, and paths are its own" {
    git init -q .
    lay_out
    mkdir -p deep/down schema
    cd deep/down
    fullschema generate --engine sqlite
    expect_status 0
    [ -f ../../full_schemas/full.sql.sqlite ] || { show_run; false; }
    # What is meant to differ is said beside it.
    sqlite3 ../../live.db <../../full_schemas/full.sql.sqlite
    sqlite3 ../../live.db 'CREATE TABLE mine (x integer)'
    say ../../drift.txt 'table mine: of those who run it'
    fullschema check --against ../../live.db
    [[ $output != *mine* && $output == *'1 expected'* ]] || { show_run; false; }
    cd "$(mktemp -d)"
    fullschema check --against "$OLDPWD/../../live.db" --project "$OLDPWD/../../fullschema.ini" --engine sqlite \
        -o "$OLDPWD/../../full_schemas"
    [[ $output != *mine* && $output == *'1 expected'* ]] || { show_run; false; }
}

@test "messages and reports call the project by its file, never by the directory that it stands in" {
    lay_out
    sqlite3 live.db 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text)'
    fullschema check --against live.db
    expect_status 1
    [[ $output == 'sqlite: fullschema.ini -> live.db'* ]] || { show_run; false; }
    # What was made of the deltas has no line in that file.
    fullschema check --against live.db --format gcc
    [[ $output != *fullschema.ini:* && $output == *db/sqlite/3_topic.sql:1* ]] || { show_run; false; }
    fullschema generate --engine sqlite
    fullschema check --engine sqlite --format json
    expect_status 0
    [ "$(jq -r '.old + " " + .new' <<<"$output")" = 'full_schemas fullschema.ini' ] || { show_run; false; }
    local said
    for said in 'generate --database jobs' 'check --database jobs' 'plan --database jobs' 'verify --database jobs' \
        'check --against live.db --database jobs' 'delta --database jobs add_it'; do
        fullschema $said
        expect_status 2
        [[ $stderr == 'fullschema.ini: no logical database jobs'* ]] || { show_run; false; }
    done
    [[ $stderr == *'to begin one, write a section [database jobs]'* ]] || { show_run; false; }
    for said in 'generate -n 9' 'check -n 9' 'plan -n 9' 'verify -n 9'; do
        fullschema $said
        expect_status 2
        [[ $stderr == 'fullschema.ini: no schema version 9'* ]] || { show_run; false; }
    done
    fullschema plan --since 9
    [[ $stderr == 'fullschema.ini: --since 9'* ]] || { show_run; false; }
}

@test "snapshots may stand beside the file, and not among the migrations" {
    lay_out
    fullschema generate --engine sqlite -o schema.sql
    expect_status 0
    [ -f schema.sql ]
    fullschema check --engine sqlite -o schema.sql
    expect_status 0
    fullschema generate --engine sqlite -o db/sqlite/schema.sql
    expect_status 2
    [[ $stderr == *'-o db/sqlite/schema.sql: it would stand among the migrations'*'outside of db/sqlite'* ]] || { show_run; false; }
}

# refuses PART...: the file that the rest of the test wrote is an error that has all these parts.
refuses() {
    local part
    fullschema plan
    expect_status 2
    for part in "$@"; do
        [[ $stderr == *"$part"* ]] || { show_run; return 1; }
    done
}

@test "what the file says wrongly is an error with its line" {
    lay_out
    say fullschema.ini '[database main]
postgress = db/postgres'
    refuses 'fullschema.ini:2: [database main] has no key postgress' 'did you mean postgres?'
    say fullschema.ini '[database main]
sqlite = db/nowhere'
    refuses 'fullschema.ini:2: db/nowhere: no such directory'
    say fullschema.ini '[database main]
migration-tool = gooses
sqlite = db/sqlite'
    refuses 'fullschema.ini:2: ' gooses goose
    say fullschema.ini '[database main]
migration-tool = goose'
    refuses 'fullschema.ini:1: [database main] says nowhere where its migrations are'
    say fullschema.ini '[database main]
sqlite = db/sqlite

[database jobs]
; sqlite = db/jobs'
    refuses 'fullschema.ini:4: [database jobs] says nowhere where its migrations are' 'postgres = DIR and sqlite = DIR do'
    say fullschema.ini '[database]'
    refuses 'fullschema.ini:1: [database]: not the name of a database'
    say fullschema.ini '[database main]
sqlite = db/sqlite
sqlite = db/postgres'
    refuses 'fullschema.ini:3: sqlite was set before, in line 2'
    say fullschema.ini '[database ../../etc]
sqlite = db/sqlite'
    refuses 'fullschema.ini:1: [database ../../etc]: not the name of a database'
    say fullschema.ini 'schema = db/sqlite
[database main]
sqlite = db/sqlite'
    refuses 'fullschema.ini:1: ' 'the sections [database NAME] of fullschema.ini say where the migrations are'
    say fullschema.ini '; none'
    fullschema plan --layout-in ini
    expect_status 2
    [[ $stderr == *'there is no section [database NAME]'* ]] || { show_run; false; }
}

@test "plain migrations for two engines name the section that has both" {
    lay_out
    rm fullschema.ini
    fullschema generate --layout-in numbered -s db/sqlite --engine postgres --engine sqlite
    expect_status 2
    [[ $stderr == *'[database main]'*'postgres = DIR'* ]] || { show_run; false; }
}

@test "verify --parity of many migrations: the one at fault is found without looking after each" {
    local n
    for n in $(seq -w 1 60); do
        say "db/postgres/$n.sql" "CREATE TABLE t$n (id integer NOT NULL PRIMARY KEY, a integer);"
        say "db/sqlite/$n.sql" "CREATE TABLE t$n (id integer NOT NULL PRIMARY KEY, a integer);"
    done
    # by its words; by a statement that has them not; what was changed back counts where it became what it is
    echo 'ALTER TABLE t07 ADD COLUMN b text;' >>db/postgres/33.sql
    echo 'ALTER TABLE t09 RENAME TO u;' >>db/postgres/41.sql
    echo 'CREATE TABLE x AS SELECT 1 AS one;' >>db/sqlite/50.sql
    echo 'ALTER TABLE t11 ALTER COLUMN a TYPE text;' >>db/postgres/52.sql
    echo 'CREATE INDEX i ON t11 (id);' >>db/postgres/60.sql
    echo 'CREATE INDEX i ON t11 (id);' >>db/sqlite/60.sql
    say fullschema.ini $'[database main]\npostgres = db/postgres\nsqlite = db/sqlite'
    run --separate-stderr "$FULLSCHEMA" verify --parity -v
    expect_status 1
    [[ $output == *'postgres/33.sql: postgres and sqlite do not agree: column t07.b'* ]] || { show_run; return 1; }
    [[ $output == *'postgres/41.sql: postgres and sqlite do not agree: table u'* ]] || { show_run; return 1; }
    [[ $output == *'sqlite/50.sql: postgres and sqlite do not agree: table x'* ]] || { show_run; return 1; }
    [[ $output == *'postgres/52.sql: postgres and sqlite do not agree: column t11.a type'* ]] || { show_run; return 1; }
    [ "$(grep -c 'main 60 .*: catalog read' <<<"$stderr")" -lt 50 ] || { show_run; return 1; }
}

@test "two files of one number whose names differ in the engine behind an underscore are one migration" {
    say db/0001_all_postgres.up.sql 'CREATE TABLE a (id serial);'
    say db/0001_all_sqlite.up.sql 'CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);'
    say db/0001_all_postgres.down.sql 'DROP TABLE a CASCADE;'
    say db/0001_all_sqlite.down.sql 'DROP TABLE a;'
    # A name alone says nothing of engines: it may be about one.
    say db/0002_drop_sqlite.up.sql 'CREATE TABLE b (id bigint);'
    printf '%s\n' '[database main]' 'postgres = db' 'sqlite = db' >fullschema.ini
    fullschema generate
    expect_status 0
    grep -q nextval full_schemas/full.sql.postgres || grep -q serial full_schemas/full.sql.postgres
    grep -q AUTOINCREMENT full_schemas/full.sql.sqlite
    grep -q 'CREATE TABLE b' full_schemas/full.sql.postgres
    grep -q 'CREATE TABLE b' full_schemas/full.sql.sqlite
    say db/0002_drop_sqlite.down.sql 'DROP TABLE b;'
    fullschema verify --down
    expect_status 0
    # Of one engine both are still two.
    say db/0001_all_sqlite3.up.sql 'SELECT 1;'
    fullschema generate
    expect_status 2
    [[ $stderr == *'has the number of'* ]] || { show_run; false; }
}

@test "verify says which engines and databases it is about: those that a project has, without a server for another" {
    say db/1_a.up.sql 'CREATE TABLE a (id integer PRIMARY KEY);'
    say db/1_a.down.sql 'DROP TABLE a;'
    say pg/1_b.sql 'CREATE TABLE b (id bigint);'
    printf '%s\n' '[database main]' 'sqlite = db' >fullschema.ini
    fullschema verify --down --self-test --upgrades --pg-bindir /nonexistent
    expect_status 0
    [[ $output == *'1 down migration of main on sqlite:'* && $output == *'version 1 of main from'*', sqlite, without rows'* ]] || { show_run; false; }
    [[ $output != *postgres* ]]
    printf '%s\n' '[database other]' 'postgres = pg' >>fullschema.ini
    fullschema verify --self-test --upgrades
    expect_status 0
    [[ $output == *' of other and main from'*', postgres and sqlite, without rows'* ]] || { show_run; false; }
    fullschema verify --self-test --database main
    expect_status 0
    [[ $output != *postgres* ]]
}
