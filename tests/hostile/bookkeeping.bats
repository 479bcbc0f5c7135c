#!/usr/bin/env bats
# What a delta or a person has put into the application's own tables: each row is read as what it is, or named.

load ../lib/common
load ../lib/server

teardown() {
    stop_server
    leave_scratch
}

# put_queue COLUMNS ROWS: the queue of background updates, made and filled by deltas of ours.
put_queue() {
    put_bookkeeping
    put schema/common/delta/1/01_queue.sql <<<"CREATE TABLE background_updates ($1);"
    put schema/main/delta/2/01_rows.sql <<<"SELECT 1; -- one before
INSERT INTO background_updates VALUES $2;"
}

# refused TEXT...: generate says these, on each engine (or $engine), writes nothing and ends with 2.
refused() {
    local each
    for each in ${engine:-sqlite postgres}; do
        rm -rf out
        generate --engine "$each" --output out ${PGHOST:+-p maker}
        expect_status 2
        expect_no_output
        expect_in_stderr "($([ -n "${database:-}" ] && echo "$database" || echo main), version 2, $each)" "$@"
        [ ! -e out ]
    done
}

@test "a queue with a row that is none: generate names the delta and the row" {
    start_server
    use_server
    put_queue 'update_name TEXT, progress_json TEXT' "('a', '{}'), (NULL, 'second')"
    refused 'schema/main/delta/2/01_rows.sql:2:13: the queue' \
        'row 2 (update_name NULL, progress_json second): update_name is NULL'
    put_queue 'update_name TEXT, depends_on TEXT, ordering TEXT' "('a', 'b', 'first')"
    refused "schema/main/delta/2/01_rows.sql:2:40: the queue" \
        'row 1 (update_name a, depends_on b, ordering first): ordering is not an integer'
    put_queue 'update_name TEXT, ordering BIGINT' "('a', 2147483648)"
    refused 'ordering is not an integer'
    put_queue 'name TEXT' "('a')"
    refused 'table background_updates has no column update_name'
    rm schema/main/delta/2/01_rows.sql
    put schema/common/delta/1/01_queue.sql <<<"CREATE VIEW background_updates AS SELECT 'a' AS update_name;"
    put schema/main/delta/2/01_x.sql <<<'SELECT 1;'
    database=common refused 'schema/common/delta/1/01_queue.sql:1:13: the queue' 'background_updates is no table'
}

@test "a queue of SQLite, which keeps any type in any column" {
    engine=sqlite
    put_queue 'update_name TEXT, ordering INTEGER' "(x'ff00', 1)"
    refused 'row 1 (update_name a blob, ordering 1): update_name is a blob'
    put_queue 'update_name TEXT, ordering INTEGER' "(CAST(x'61ff' AS TEXT), 1)"
    refused 'row 1 (update_name a\xff, ordering 1): update_name is not UTF-8'
    put_queue 'update_name TEXT, ordering INTEGER' "('a', 1.5)"
    refused 'ordering is not an integer'
    # SQLite's names are the same in any case of letters.
    put_queue 'update_name TEXT' "(NULL)"
    sed -i 's/background_updates/Background_Updates/' schema/*/delta/*/*.sql
    refused 'update_name is NULL'
}

@test "a table that hides that of the schema version: the delta that made it is named" {
    put_bookkeeping
    put schema/main/delta/1/01_first.sql <<<'CREATE TABLE rooms (id INTEGER);'
    put schema/main/delta/1/02_hides.sql.sqlite <<<'SELECT 1;
DROP TABLE schema_version; CREATE TABLE schema_version (a INTEGER);'
    put schema/main/delta/1/02_hides.sql.postgres <<<'CREATE SCHEMA fullschema;
CREATE TABLE fullschema.schema_version (a INTEGER);'
    for engine in sqlite postgres; do
        generate_fails
        expect_in_stderr "schema/main/delta/1/02_hides.sql.$engine:2:" 'cannot record the schema version'
    done
}

# put_live DATABASE...: schema directory, snapshots, and a SQLite file that is as it should be.
put_live() {
    put_bookkeeping
    put schema/common/delta/1/01_queue.sql <<<'CREATE TABLE background_updates (update_name TEXT);'
    put schema/main/delta/1/02_rooms.sql <<<'CREATE TABLE rooms (id INTEGER);'
    "$FULLSCHEMA" generate -q --output out "$@"
}

# What the live database's own tables hold beside the right schema.
live_sql='CREATE TABLE rooms (id INTEGER); CREATE TABLE background_updates (update_name TEXT);
CREATE TABLE schema_version (version INTEGER, upgraded BOOL);
CREATE TABLE applied_schema_deltas (version INTEGER, file TEXT);
INSERT INTO schema_version VALUES (1, true);
INSERT INTO applied_schema_deltas VALUES (1, '"'1/01_queue.sql'), (1, '1/02_rooms.sql');"

# spoilt: SQL that spoils the bookkeeping, and what is said of it.
spoilt() {
    cat <<END
INSERT INTO background_updates VALUES (NULL)|table background_updates of the application: row 1 (update_name NULL): update_name is NULL
INSERT INTO applied_schema_deltas VALUES (1, NULL)|(version 1, file NULL): file is NULL
INSERT INTO applied_schema_deltas VALUES (NULL, 'x')|(version NULL, file x): version is NULL
UPDATE schema_version SET version = NULL|table schema_version of the application: row 1 (version NULL): version is NULL
INSERT INTO schema_version VALUES (2, true)|it has 2 rows, and a database has one version
DROP TABLE schema_version; CREATE VIEW schema_version AS SELECT 'new' AS version|${view:-row 1 (version new): version is not an integer}
DROP TABLE schema_version; CREATE TABLE schema_version (v INTEGER)|cannot read the application's table schema_version:
DROP TABLE applied_schema_deltas; CREATE TABLE applied_schema_deltas (version TEXT, file INTEGER); INSERT INTO applied_schema_deltas VALUES ('one', 2)|(version one, file 2): version is not an integer
END
}

@test "check --against: a row of SQLite that is none names the database and the row" {
    put_live --engine sqlite
    sqlite3 right.db "$live_sql"
    "$FULLSCHEMA" check -o out --against right.db
    local sql text
    spoilt >cases
    while IFS='|' read -r sql text; do
        cp right.db live.db
        sqlite3 live.db "$sql"
        run --separate-stderr "$FULLSCHEMA" check -o out --against live.db
        expect_status 2
        expect_in_stderr "live.db: " "$text"
    done <cases
}

@test "check --against: the same on Postgres" {
    start_server
    use_server
    put_live --engine postgres -p maker
    as_boss "CREATE DATABASE live"
    as_boss "$live_sql" live
    "$FULLSCHEMA" check -o out --against "host=$server user=boss dbname=live"
    local sql text view='schema_version of the application is no table'
    spoilt >cases
    while IFS='|' read -r sql text; do
        as_boss 'CREATE DATABASE spoilt TEMPLATE live'
        as_boss "$sql" spoilt
        run --separate-stderr "$FULLSCHEMA" check -o out --against "host=$server user=boss dbname=spoilt"
        expect_status 2
        expect_in_stderr "/spoilt?host=$server: " "$text"
        as_boss 'DROP DATABASE spoilt'
    done <cases
}

@test "what acts on a bookkeeping table and is in no snapshot is named, with its delta, on each engine" {
    local engine
    put_bookkeeping
    put schema/main/delta/1/01_first.sql <<<'CREATE TABLE rooms (id INTEGER);'
    put schema/main/delta/1/02_theirs.sql.sqlite <<'SQL'
CREATE TRIGGER watching AFTER INSERT ON applied_schema_deltas BEGIN DELETE FROM rooms; END;
CREATE INDEX by_file ON applied_schema_deltas (file);
SQL
    put schema/main/delta/1/02_theirs.sql.postgres <<'SQL'
CREATE RULE watching AS ON INSERT TO applied_schema_deltas DO ALSO DELETE FROM rooms;
CREATE INDEX by_file ON applied_schema_deltas (file);
SQL
    for engine in sqlite postgres; do
        # Nor is that kept from run to run.
        for _ in 1 2; do
            run --separate-stderr "$FULLSCHEMA" generate --engine $engine -o out
            expect_status 0
            [[ $stderr == *"02_theirs.sql.$engine:1:"*": warning: "*" applied_schema_deltas.watching is in no snapshot"* ]]
            [[ $stderr == *"02_theirs.sql.$engine:2:14: warning: index applied_schema_deltas.by_file is in no snapshot"* ]]
            [ "$(grep -c 'in no snapshot' <<<"$stderr")" -eq 2 ]
        done
    done
}
