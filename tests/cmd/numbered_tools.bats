#!/usr/bin/env bats
# Tools of migrations, one by one: how their directories are found, ordered and run.

load ../lib/common

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered --layout flat "$@"; }

# The tables of the only snapshot below the directory, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1"/*/main/full.sql.* | paste -sd' '; }

# Makes the snapshot of ./migrations, as `tool` runs it, which is expected to make these tables and no others.
makes() {
    local engine=$1 tool=$2 want=$3
    rm -rf full_schemas
    numbered --engine "$engine"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
    [ "$(tables full_schemas)" = "$want" ] || { tables full_schemas; return 1; }
    run "$FULLSCHEMA" plan -s migrations --layout-in numbered --engine "$engine"
    [[ ${lines[0]} == *", as $tool runs them:" ]] || { show_run; return 1; }
}

@test "the own tables of tools are there where a migration speaks of them, with the columns that these have" {
    put migrations/1_rooms.sql <<'SQL'
CREATE TABLE rooms (id integer);
DELETE FROM __drizzle_migrations WHERE hash = '';
DELETE FROM _prisma_migrations WHERE finished_at IS NULL OR rolled_back_at IS NOT NULL;
DELETE FROM _sqlx_migrations WHERE NOT success;
DELETE FROM _yoyo_migration WHERE migration_id = '';
DELETE FROM atlas_schema_revisions WHERE applied < total;
DELETE FROM flyway_schema_history WHERE NOT success OR type IN ('UNDO_SQL', 'DELETE');
DELETE FROM goose_db_version WHERE NOT is_applied;
DELETE FROM refinery_schema_history WHERE checksum = '';
DELETE FROM schema_migrations WHERE dirty;
INSERT INTO schema_migrations (version) VALUES ('1');
SQL
    makes_both() { numbered --engine "$1" -o "$1" && expect_status 0 && [ "$(tables "$1")" = rooms ]; }
    makes_both sqlite
    makes_both postgres
    nothing_left
}

@test "a table called as a tool calls its own is nobody's where the tool is another" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id integer);
CREATE TABLE migrations (x integer);
CREATE INDEX migrations_x ON migrations (x);'
    numbered --engine sqlite
    expect_status 0
    [ "$(tables full_schemas)" = 'migrations rooms' ]
    say migrations/1_rooms.sql '-- rambler up
CREATE TABLE rooms (id integer);
DELETE FROM migrations WHERE migration = '"''"';'
    makes sqlite rambler rooms
    sed -i 1d migrations/1_rooms.sql
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'no such table: migrations'* ]] || { show_run; false; }
}

@test "Authelia's: V0001.Name.up.sql, down beside it" {
    say migrations/V0001.Initial_Schema.up.sql 'CREATE TABLE rooms (id integer);'
    say migrations/V0001.Initial_Schema.down.sql 'DROP TABLE rooms;'
    say migrations/V0010.Users.up.sql 'ALTER TABLE halls ADD COLUMN name text;'
    say migrations/V0002.Halls.up.sql 'ALTER TABLE rooms RENAME TO halls;'
    makes sqlite authelia halls
    makes postgres authelia halls
    expect_files full_schemas <<<10/main/full.sql.postgres
    nothing_left
    # Near misses are Flyway's, or nobody's.
    say migrations/V11.Users.up.sql 'CREATE TABLE more (id integer);'
    numbered --engine sqlite
    expect_status 0
    [[ $stderr == *'V11.Users.up.sql: warning: passed over: not the name of a migration'* ]] || { show_run; false; }
}

@test "a name with an engine in it is for that engine, and stands for the plain one there" {
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id integer);'
    say migrations/2_users.postgres.up.sql 'CREATE TABLE users_of_postgres (id integer);'
    say migrations/2_users.sqlite3.up.sql 'CREATE TABLE users_of_sqlite (id integer);'
    say migrations/2_users.mysql.up.sql 'this is never run'
    say migrations/2_users.postgres.down.sql 'this is never run'
    say migrations/3_more.up.sql 'CREATE TABLE more (id integer);'
    say migrations/3_more.sqlite.up.sql 'CREATE TABLE more_of_sqlite (id integer);'
    numbered --engine postgres -o postgres
    expect_status 0
    [ -z "$stderr" ]
    [ "$(tables postgres)" = 'more rooms users_of_postgres' ]
    numbered --engine sqlite -o sqlite
    expect_status 0
    [ "$(tables sqlite)" = 'more_of_sqlite rooms users_of_sqlite' ]
    expect_files sqlite <<<3/main/full.sql.sqlite
    # One number twice is no order, where one engine would run both.
    say migrations/2_again.sqlite.sql 'CREATE TABLE again (id integer);'
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'has the number of 2_'* ]] || { show_run; false; }
    # Dates are counted, and one for each engine counts once.
    rm -r migrations
    say migrations/20240101120000_rooms.postgres.sql 'CREATE TABLE rooms (id integer);'
    say migrations/20240101120000_rooms.sqlite.sql 'CREATE TABLE rooms (id integer);'
    say migrations/20240102120000_users.sql 'CREATE TABLE users (id integer);'
    numbered --engine sqlite -o dates
    expect_status 0
    expect_files dates <<<2/main/full.sql.sqlite
    nothing_left
}

@test "dbutil's: the way from version 0 by the first lines, and lines for one engine" {
    put migrations/00-latest.sql <<'SQL'
-- v0 -> v3 (compatible with v2+): Latest revision
CREATE TABLE rooms (
    -- only: postgres
    id bigint PRIMARY KEY,
    -- only: sqlite for next 2 lines
    -- what rowid is
    id integer PRIMARY KEY,
    topic text
);
-- only: sqlite until "end only" (lines commented)
--CREATE TABLE of_sqlite (id integer);
--CREATE TABLE more_of_sqlite (id integer);
-- end only sqlite
SQL
    say migrations/02-never.sql '-- v2: For databases that have version 1
this is never run'
    put migrations/05-users.postgres.sql <<'SQL'
-- v4 -> v5: Users
CREATE TABLE users (id bigint);
SQL
    put migrations/05-users.sqlite.sql <<'SQL'
-- v4 -> v5: Users
CREATE TABLE users (id integer);
SQL
    put migrations/v06-last.sql <<'SQL'
-- v6: Last
-- only: postgres
CREATE TABLE last (id integer);
SQL
    makes sqlite dbutil 'more_of_sqlite of_sqlite rooms users'
    makes postgres dbutil 'last rooms users'
    expect_files full_schemas <<<6/main/full.sql.postgres
    grep -q '    id bigint' full_schemas/6/main/full.sql.postgres
    sed -i '$d' migrations/00-latest.sql
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'migrations/00-latest.sql:10:1: dbutil would not know which lines this is about'* ]] || { show_run; false; }
    sed -i 1d migrations/02-never.sql
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'migrations/02-never.sql:1:1: its first line does not say which version it makes of which'* ]] || { show_run; false; }
    nothing_left
}

@test "dbutil's: a rebuild on SQLite keeps rows where the file turns foreign keys off, and not where it does not" {
    put migrations/1.sql <<'SQL'
-- v0 -> v1: Rooms
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users VALUES (1);
INSERT INTO posts VALUES (7, 1);
SQL
    put migrations/2.sql <<'SQL'
-- v2: Rebuild
-- transaction: sqlite-fkey-off
CREATE TABLE new_users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
SQL
    numbered --engine sqlite
    expect_status 0
    [ "$(grep -c '^INSERT INTO posts ' full_schemas/2/main/full.sql.sqlite)" = 1 ]
    sed -i 2d migrations/2.sql
    numbered --engine sqlite
    expect_status 0
    [ "$(grep -c '^INSERT INTO posts ' full_schemas/2/main/full.sql.sqlite)" = 0 ]
}

@test "Temporal's: version directories, and the files that their manifests name" {
    say migrations/v1.0/manifest.json '{"CurrVersion": "1.0", "SchemaUpdateCqlFiles": ["schema.sql"]}'
    say migrations/v1.0/schema.sql 'CREATE TABLE rooms (id integer);'
    say migrations/v1.10/manifest.json '{"CurrVersion": "1.10", "SchemaUpdateCqlFiles": ["z_first.sql", "a_second.sql"]}'
    say migrations/v1.10/z_first.sql 'CREATE TABLE users (id integer);'
    say migrations/v1.10/a_second.sql 'ALTER TABLE users RENAME TO people;'
    say migrations/v1.10/all_from_1.8.sql 'this is never run'
    say migrations/v1.9/manifest.json '{"CurrVersion": "1.9", "SchemaUpdateCqlFiles": ["halls.sql"]}'
    say migrations/v1.9/halls.sql 'ALTER TABLE rooms RENAME TO halls;'
    makes postgres temporal 'halls people'
    makes sqlite temporal 'halls people'
    expect_files full_schemas <<<4/main/full.sql.sqlite
    say migrations/v1.9/manifest.json '{"SchemaUpdateCqlFiles": [1]}'
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'migrations/v1.9/manifest.json: SchemaUpdateCqlFiles is a list of file names'* ]] || { show_run; false; }
    say migrations/v1.9/manifest.json '{'
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'migrations/v1.9/manifest.json: not JSON'* ]] || { show_run; false; }
    # A manifest is a stranger's: it names nothing outside of the directory.
    say outside.sql 'CREATE TABLE outside (id integer);'
    say migrations/v1.9/manifest.json '{"SchemaUpdateCqlFiles": ["../../outside.sql"]}'
    numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'migrations/v1.9/../../outside.sql: '* ]] || { show_run; false; }
    nothing_left
}

@test "memos': version directories, and LATEST.sql in their place" {
    say migrations/0.2/00__rooms.sql 'CREATE TABLE rooms (id integer);'
    say migrations/0.10/01__halls.sql 'ALTER TABLE people RENAME TO humans;'
    say migrations/0.10/00__people.sql 'ALTER TABLE users RENAME TO people;'
    say migrations/0.9/00__users.sql 'ALTER TABLE rooms RENAME TO users;'
    makes sqlite memos humans
    makes postgres memos humans
    expect_files full_schemas <<<4/main/full.sql.postgres
    say migrations/LATEST.sql 'CREATE TABLE humans (id integer, name text);'
    makes sqlite memos humans
    expect_files full_schemas <<<1/main/full.sql.sqlite
    grep -q 'name TEXT' full_schemas/1/main/full.sql.sqlite
    # Without such directories it is nobody's.
    rm -r migrations/0.*
    say migrations/1_rooms.sql 'CREATE TABLE rooms (id integer);'
    numbered --engine sqlite
    expect_status 0
    [[ $stderr == *'LATEST.sql: warning: passed over: not the name of a migration'* ]] || { show_run; false; }
    nothing_left
}

@test "popx': names that say no transaction, beside the engine's" {
    say migrations/001_rooms.up.sql 'CREATE TABLE rooms (id bigint);'
    say migrations/002_index.postgres.autocommit.up.sql 'CREATE INDEX CONCURRENTLY rooms_id ON rooms (id);
CREATE TABLE only_postgres (id bigint);'
    say migrations/002_index.autocommit.up.sql 'CREATE TABLE others (id bigint);'
    say migrations/002_index.cockroach.autocommit.up.sql 'this is never run'
    say migrations/002_index.autocommit.down.sql 'this is never run'
    makes postgres popx 'only_postgres rooms'
    makes sqlite popx 'others rooms'
    # In a transaction the index would be refused first, and the file begun again without one; here it begins without.
    say migrations/003_types.up.sql "CREATE TYPE kind AS ENUM ('a');"
    say migrations/004_kinds.autocommit.up.sql "ALTER TYPE kind ADD VALUE 'b';
CREATE TABLE kinds (k kind DEFAULT 'b');"
    rm migrations/002_index.autocommit.up.sql
    makes postgres popx 'kinds only_postgres rooms'
    nothing_left
}

@test "Sqitch: changes in the order of the plan, and one that is made again from the file of its tag first" {
    say db/deploy/rooms@v1.sql 'BEGIN; CREATE TABLE rooms (id INTEGER); COMMIT;'
    say db/deploy/rooms.sql 'ALTER TABLE rooms ADD COLUMN name TEXT;'
    say db/deploy/a_view.sql 'CREATE VIEW a_view AS SELECT id FROM rooms;'
    say db/deploy/not_planned.sql 'CREATE TABLE not_planned (id INTEGER);'
    say db/verify/rooms.sql 'SELECT broken;'
    printf '%%project=x\n\nrooms 2024-01-01T00:00:00Z Me <me@example.org>\n+a_view [rooms] 2024-01-02T00:00:00Z Me <me@example.org>\n@v1 2024-01-02T00:00:00Z Me <me@example.org>\nrooms [rooms@v1] 2024-01-03T00:00:00Z Me <me@example.org>\n' >db/sqitch.plan
    run --separate-stderr "$FULLSCHEMA" plan -s db --layout-in numbered --engine sqlite
    expect_status 0
    [ "$(grep -o 'deploy/[a-z_@1]*' <<<"$output" | tr '\n' ' ')" = 'deploy/rooms@v1 deploy/a_view deploy/rooms ' ] || { show_run; return 1; }
    run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine sqlite
    expect_status 0
    grep -q 'name TEXT' full_schemas/full.sql.sqlite
    run -1 grep -q not_planned full_schemas/full.sql.sqlite
    # a name that leads out of the directory is refused
    sed -i 's|^rooms \[|../../rooms [|' db/sqitch.plan
    say rooms.sql 'SELECT 1;'
    run --separate-stderr "$FULLSCHEMA" generate -s db --layout-in numbered --engine sqlite
    expect_status 2
}

@test "River's: /* TEMPLATE: schema */ is nothing, or the schema with its dot, in literals too" {
    put migrations/001_rooms.up.sql <<'SQL'
CREATE TABLE /* TEMPLATE: schema */rooms (id integer);
DO $$ BEGIN
    IF to_regclass('/* TEMPLATE: schema */rooms') IS NOT NULL THEN
        CREATE TABLE /* TEMPLATE: schema */users (id integer);
    END IF;
END $$;
SQL
    makes postgres river 'rooms users'
    numbered --engine postgres --placeholder schema=public. -o public
    expect_status 0
    [ "$(tables public)" = 'rooms users' ]
    say migrations/002_more.up.sql 'CREATE TABLE /* TEMPLATE: table */x (id integer);'
    numbered --engine postgres
    expect_status 2
    [[ $stderr == *'002_more.up.sql:1:14: /* TEMPLATE: table */ has no value, and river would put one there'* ]] || { show_run; false; }
}

@test "maragu's: files that end with up.sql by their names, and its table is there" {
    say migrations/0000_key.up.sql 'CREATE TABLE new (version text PRIMARY KEY);
INSERT INTO new (version) SELECT version FROM migrations;
DROP TABLE migrations;
ALTER TABLE new RENAME TO migrations;'
    say migrations/0001_b.up.sql 'CREATE TABLE b (id integer REFERENCES a (id));'
    say migrations/0001_a.up.sql 'CREATE TABLE a (id integer PRIMARY KEY);'
    say migrations/0001_a.down.sql 'DROP TABLE a;'
    say migrations/0001_wrong_down.sql 'DROP TABLE a;'
    say migrations/10_c.up.sql 'DROP TABLE c;'
    say migrations/0009_c.up.sql 'CREATE TABLE c (id integer);'
    local engine
    for engine in postgres sqlite; do
        numbered --engine "$engine" --migration-tool maragu -o "$engine"
        expect_status 0
        [[ $(tables "$engine") != *c* && $(tables "$engine") == *'a b'* ]] || { tables "$engine"; false; }
    done
}

@test "cdk's: its table is there before the first migration, and those of one number run by name" {
    say migrations/1_fix.sql "INSERT INTO migrations SELECT 'x', CURRENT_TIMESTAMP WHERE false;"
    say migrations/20260810000000_b.sql 'CREATE TABLE b (id integer REFERENCES a (id));'
    say migrations/20260810000000_a.sql 'CREATE TABLE a (id integer PRIMARY KEY);'
    say migrations/2_c.sql 'CREATE TABLE c (id integer);'
    numbered --engine sqlite --migration-tool cdk
    expect_status 0
    [ "$(tables full_schemas)" = 'a b c' ]
}

@test "quassel's: version/31/upgrade_010_rooms.sql, some of one number" {
    say migrations/9/upgrade_000_rooms.sql 'CREATE TABLE rooms (id integer)'
    say migrations/10/upgrade_000_b.sql 'ALTER TABLE a ADD COLUMN b integer'
    say migrations/10/upgrade_000_a.sql 'ALTER TABLE rooms RENAME TO a'
    say migrations/10/README.sql 'DROP TABLE a'
    makes sqlite quassel a
}

# session TOOL ENGINE [FILE]: what the second migration finds of what the first one has set.
session() {
    "$FULLSCHEMA" generate --quiet --layout-in numbered --engine "$2" --migration-tool "$1" -s migrations -o out.sql
    grep -o "'[a-z ]*'" out.sql
}

@test "what a migration sets the next one finds as its tool has it" {
    put migrations/V1__a.sql <<'END'
CREATE TABLE seen (what text);
CREATE SCHEMA apart;
SET search_path = apart, public;
SET statement_timeout = 12345;
CREATE TEMPORARY TABLE passing (id int);
END
    put migrations/V2__b.sql <<'END'
INSERT INTO public.seen SELECT CASE WHEN current_setting('search_path') LIKE 'apart%' THEN 'path ' ELSE '' END ||
    CASE current_setting('statement_timeout') WHEN '12345ms' THEN 'timeout ' ELSE '' END ||
    CASE WHEN to_regclass('pg_temp.passing') IS NULL THEN '' ELSE 'temporary ' END || 'end';
END
    [ "$(session flyway postgres)" = "'timeout temporary end'" ]
    [ "$(session refinery postgres)" = "'path timeout temporary end'" ]
    mv migrations/V1__a.sql migrations/1_a.sql
    mv migrations/V2__b.sql migrations/2_b.sql
    [ "$(session tern postgres)" = "'temporary end'" ]
    [ "$(session shmig postgres)" = "'end'" ]
    [ "$(session golang-migrate postgres)" = "'path timeout temporary end'" ]
    say migrations/1_a.sql 'CREATE TABLE seen (what text); CREATE TEMPORARY TABLE passing (id int); PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;'
    say migrations/2_b.sql "INSERT INTO seen SELECT (SELECT CASE recursive_triggers WHEN 1 THEN 'pragma ' ELSE '' END FROM pragma_recursive_triggers) ||
    (SELECT CASE foreign_keys WHEN 1 THEN 'enforced ' ELSE '' END FROM pragma_foreign_keys) ||
    CASE WHEN EXISTS (SELECT * FROM sqlite_temp_master WHERE name = 'passing') THEN 'temporary ' ELSE '' END || 'end';"
    [ "$(session shmig sqlite)" = "'end'" ]
    [ "$(session rambler sqlite)" = "'pragma enforced temporary end'" ]
}
