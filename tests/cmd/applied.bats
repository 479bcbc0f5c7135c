#!/usr/bin/env bats
# fullschema check --against: databases of plain migrations, at the version they have reached by their tool's own table.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/history

# A server that was made once is begun from its first state: many are started here.
setup() {
    enter_scratch
    export FULLSCHEMA_CACHE=$file_scratch/cache
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

url() { echo "postgres://maker@/$1?host=$server&port=5432"; }

# sql DATABASE: runs what is on standard input, on whichever engine the name is of.
sql() {
    case $1 in
    *.db) sqlite3 -bail "$1" ;;
    *) psql -Xq -v ON_ERROR_STOP=1 "$(url "$1")" ;;
    esac
}

location() {
    case $1 in
    *.db) echo "$1" ;;
    *) url "$1" ;;
    esac
}

# new_database TOOL ENGINE [PREFIX]: makes it afresh, and sets $database.
new_database() {
    database=${3:-}${1//-/_}_$BATS_TEST_NUMBER
    if [ "$2" = sqlite ]; then
        database+=.db
        rm -f "$database"
    else
        as_boss "DROP DATABASE IF EXISTS $database"
        as_boss "CREATE DATABASE $database OWNER maker"
    fi
}

# check DATABASE ARGUMENT...: with the settings of the directory's tool.
check() {
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine "$engine" \
        --against "$(location "$1")" "${@:2}"
}

# have TOOL ENGINE N...: migrations, and a database that has run some of them.
have() {
    tool=$1 engine=$2
    rm -rf migrations
    put_migrations "$tool" migrations
    new_database "$tool" "$engine"
    history_database "$tool" "$engine" migrations "${@:3}" | sql "$database"
}

# named: what cannot be told from the directory.
named() { [ "$tool" != db-migrate ] || echo "--migration-tool db-migrate"; }

# each_tool ENGINE: pending, right, and not right; both databases are compared with what is made once.
each_tool() {
    local n tools
    tools=$(history_tools "$1")
    for n in $tools; do
        echo "# $n"
        have "$n" "$1" 1 2
        printf 'right %s\n' "$(location "$database")" >fleet
        new_database "$n" "$1" wrong_
        history_database "$n" "$1" migrations 1 2 | sql "$database"
        sql "$database" <<<'DROP INDEX t2_name_idx; CREATE TABLE stranger (id integer PRIMARY KEY)'
        printf 'wrong %s\n' "$(location "$database")" >>fleet
        # shellcheck disable=SC2046
        run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine "$1" --targets fleet \
            --format text=report $(named)
        expect_status 1
        expect_output <<END
right  as it should be; 1 pending
wrong  2 changes, 0 of them breaking; 1 pending
2 databases: 1 as they should be, 1 different, 0 not compared
END
        tail -n 4 report | diff - <(printf '%s: 1 pending:\n  migrations/%s\n' right "$(history_file "$n" 3)" wrong "$(history_file "$n" 3)")
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        grep -q -- '- index t2_name_idx' report
        grep -q -- '+ table stranger' report
    done
}

@test "each tool on SQLite: what is pending is listed, what is right is, and an object too few or too many is found" {
    each_tool sqlite
}

@test "each tool on Postgres: the same" {
    each_tool postgres
}

# each_checksum ENGINE: a file that was changed since it ran, where the tool keeps a checksum.
each_checksum() {
    local n
    # what all of them make is the same, and there as a snapshot
    put_migrations sqlx migrations
    "$FULLSCHEMA" generate -q --layout-in numbered -s migrations --engine "$1"
    for n in atlas drizzle flyway postgrator prisma refinery sqlx; do
        echo "# $n"
        have "$n" "$1" 1 2 3
        check "$database"
        expect_status 0
        expect_output <<<'no changes'
        echo '-- changed' >>"migrations/$(history_file "$n" 2)"
        check "$database"
        expect_status 1
        [[ $output == *"~ applied delta $(history_file "$n" 2)"* && $output == *'checksum: '*' -> '* ]]
        [[ $output == *'its file has been changed since the database ran it'* && $output == *'1 change:'* ]]
    done
}

@test "a migration that was changed since it ran, on SQLite" {
    each_checksum sqlite
}

@test "a migration that was changed since it ran, on Postgres" {
    each_checksum postgres
}

@test "other line ends are no change to Prisma and Postgrator, and none of lines to Flyway" {
    local n
    for n in prisma postgrator flyway; do
        have "$n" sqlite 1 2 3
        sed -i 's/$/\r/' "migrations/$(history_file "$n" 2)"
        check "$database"
        expect_status 0
        expect_output <<<'no changes'
    done
}

@test "with a snapshot of the version that is reached no server is needed, and the newest is compared on request" {
    have dbmate postgres 1 2 3
    "$FULLSCHEMA" generate -q --layout-in numbered --layout flat -s migrations --engine postgres
    PG_BINDIR=$PWD/nowhere PATH=$(dirname "$FULLSCHEMA"):/bin check "$database"
    expect_status 0
    expect_output <<<'no changes'
    have dbmate postgres 1 2
    check "$database" --at head
    expect_status 1
    [[ $output == *'- table t3'* && $output == *"- applied delta migrations/$(history_file dbmate 3)"*'the database has not run it'* ]]
    check "$database" -n 2
    expect_status 1
    [[ $output != *'- table t3'* ]]
}

@test "a gap is built as it is, and another order as it was" {
    have sqlx sqlite 1 3
    check "$database"
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/20240102000000_t2.sql'
    check "$database" --format gcc
    expect_status 0
    expect_output <<<'migrations/20240102000000_t2.sql:1:1: note: pending: the database has not run it yet, which is no difference'
    sqlite3 "$database" 'DROP INDEX t1_name_idx; CREATE TABLE stranger (id integer)'
    check "$database" --format gcc
    expect_status 1
    # what a migration made is there; what only the database has is in no file
    [[ $output == *'migrations/20240101000000_t1.sql:'*t1_name_idx* ]] || { show_run; return 1; }
    [[ $output == *'fullschema: '*'stranger'* && $output != *"$database:"* ]] || { show_run; return 1; }
    check nothing.db --format gcc
    expect_status 2
    [[ $output == 'fullschema: error: nothing.db: '* ]] || { show_run; return 1; }
    # the order decides what the columns are, and the place in which they stand
    rm -rf migrations
    say migrations/V1__a.sql 'CREATE TABLE t (id integer PRIMARY KEY);'
    say migrations/V2__b.sql 'ALTER TABLE t ADD COLUMN b text;'
    say migrations/V3__c.sql 'ALTER TABLE t ADD COLUMN c text;'
    rm "$database"
    {
        history_ddl flyway sqlite
        echo 'CREATE TABLE t (id integer PRIMARY KEY); ALTER TABLE t ADD COLUMN c text; ALTER TABLE t ADD COLUMN b text;'
        for n in 1:1:a 3:2:c 2:3:b; do
            IFS=: read -r version rank name <<<"$n"
            echo "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
                execution_time, success) VALUES ($rank, '$version', '$name', 'SQL', 'V${version}__$name.sql', 'me', 1, 1);"
        done
    } | sql "$database"
    check "$database"
    expect_status 0
    expect_output <<<'no changes'
    check "$database" --at head
    expect_status 1
    [[ $output == *'position'* ]]
}

@test "what the directory does not have, and what was taken back" {
    have goose sqlite 1 2 3
    # down and up again: the last row of a version counts
    sql "$database" <<<'INSERT INTO goose_db_version (version_id, is_applied) VALUES (20240103000000, 0), (20240103000000, 1)'
    check "$database"
    expect_status 0
    sql "$database" <<<'INSERT INTO goose_db_version (version_id, is_applied) VALUES (20240103000000, 0); DROP TABLE t3'
    check "$database"
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/20240103000000_t3.sql'
    sql "$database" <<<'INSERT INTO goose_db_version (version_id, is_applied) VALUES (20240104000000, 1)'
    check "$database"
    expect_status 1
    [[ $output == *'+ applied delta 20240104000000'*'the schema directory does not have it'* && $output == *'1 change:'* ]]
}

@test "migrations that failed: dirty, not finished, without success" {
    local n
    have golang-migrate sqlite 1 2
    sql "$database" <<<'UPDATE schema_migrations SET dirty = 1; DROP TABLE t2'
    check "$database"
    expect_status 1
    [[ $output == *'~ applied delta 000002_t2.up.sql'*'state: (none) -> failed'*'did not end well'* && $output == *'1 change:'* ]]
    [[ $output == *$'1 pending:\n  migrations/000003_t3.up.sql' ]]
    for n in 'prisma:UPDATE _prisma_migrations SET finished_at = NULL WHERE id = '"'id2'" \
        'sqlx:UPDATE _sqlx_migrations SET success = 0 WHERE version = 20240102000000' \
        'flyway:UPDATE flyway_schema_history SET success = 0 WHERE installed_rank = 2' \
        "atlas:UPDATE atlas_schema_revisions SET applied = 1 WHERE version = '20240102000000'"; do
        have "${n%%:*}" sqlite 1 2
        sql "$database" <<<"${n#*:}; DROP TABLE t2"
        check "$database"
        expect_status 1
        [[ $output == *"~ applied delta $(history_file "${n%%:*}" 2)"*'did not end well'* && $output == *'1 change:'* ]]
    done
    # rolled back, and then run again
    have prisma sqlite 1 2
    sql "$database" <<<"INSERT INTO _prisma_migrations VALUES ('old', 'x', NULL, '20240102000000_t2', 'error', '2024-02-01',
        '2024-01-31', 0), ('gone', 'x', NULL, '20240103000000_t3', 'error', '2024-03-01', '2024-03-01', 0)"
    check "$database"
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/20240103000000_t3/migration.sql'
}

@test "dbmate: the second of two files of one version counts as run, and was rolled back" {
    have dbmate sqlite 1 2 3
    put_migration dbmate other 4
    mv other/20240104000000_t4.sql migrations/20240102000000_z.sql
    check "$database"
    expect_status 1
    expect_output <<END
sqlite: migrations -> $database

  - applied delta 20240102000000_z.sql
      needs care: it counts as run, and only one of two did: 20240102000000_t2.sql has the same version (fullschema explain live)
      made by migrations/20240102000000_z.sql

1 change: 0 breaking, 1 needs care, 0 safe
END
    # where neither has run they are pending, and both are refused elsewhere
    sql "$database" <<<"DELETE FROM schema_migrations WHERE version > '20240102'; DROP TABLE t2; DROP TABLE t3"
    check "$database"
    expect_status 0
    [[ $output == *'3 pending:'* ]]
    run "$FULLSCHEMA" generate --layout-in numbered -s migrations --engine sqlite
    expect_status 2
    [[ $output == *'has the number of 20240102000000_t2.sql'* ]]
}

@test "Flyway: a baseline, repeatable migrations, undone ones" {
    have flyway sqlite 3
    say migrations/R__views.sql 'CREATE VIEW v AS SELECT id FROM t3;'
    history_made 1 | sql "$database"
    history_made 2 | sql "$database"
    sql "$database" <<<"INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,
        execution_time, success) VALUES (0, '2', '<< Flyway Baseline >>', 'BASELINE', '<< Flyway Baseline >>', 'me', 0, 1)"
    check "$database"
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/R__views.sql'
    sql "$database" <<<"CREATE VIEW v AS SELECT id FROM t3;
        INSERT INTO flyway_schema_history VALUES (4, NULL, 'views', 'SQL', 'R__views.sql',
        $(tr -d '\n' <migrations/R__views.sql | python3 -c 'import sys, zlib; c = zlib.crc32(sys.stdin.buffer.read()); print(c - (c >> 31 << 32))'), 'me', '2024-03-01', 1, 1)"
    check "$database"
    expect_status 0
    expect_output <<<'no changes'
    # it runs again where its text is another
    echo '-- more' >>migrations/R__views.sql
    check "$database"
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/R__views.sql'
    sql "$database" <<<"DROP TABLE t3; DROP VIEW v; DELETE FROM flyway_schema_history WHERE version IS NULL;
        INSERT INTO flyway_schema_history VALUES (5, '3', 't3', 'UNDO_SQL', 'U3__t3.sql', 1, 'me', '2024-03-01', 1, 1)"
    check "$database"
    expect_status 0
    [[ $output == *'2 pending:'* ]]
}

@test "a table that the tool was told to call otherwise, and one in a schema of its own" {
    have goose postgres 1 2
    sql "$database" <<<'CREATE SCHEMA audit; ALTER TABLE goose_db_version SET SCHEMA audit'
    check "$database"
    expect_status 0
    sql "$database" <<<'ALTER TABLE audit.goose_db_version RENAME TO done'
    check "$database"
    expect_status 1
    [[ $output == *'the database has no table that says which migrations it has run'* ]]
    check "$database" --history-table audit.done
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/20240103000000_t3.sql'
    printf 'layout-in = numbered\nschema = migrations\nengine = postgres\nhistory-table = audit.done\n' >fullschema.ini
    run --separate-stderr "$FULLSCHEMA" check --against "$(url "$database")"
    expect_status 0
    # what else is in that schema is somebody's
    sql "$database" <<<'CREATE TABLE audit.log (id integer)'
    check "$database" --history-table audit.done
    expect_status 1
    [[ $output == *'+ schema audit'* && $output == *'+ table audit.log'* ]]
    check "$database" --history-table audit.nothing
    expect_status 2
    expect_in_stderr 'there is no table audit.nothing that a migration tool keeps'
}

@test "two tables that could say it; one of a common word; a directory whose tool cannot be told" {
    have sqlx sqlite 1 2
    history_ddl diesel sqlite | sql "$database"
    check "$database"
    expect_status 2
    expect_in_stderr 'two tables say which migrations have run: "main"."__diesel_schema_migrations" of diesel and "main"."_sqlx_migrations" of sqlx'
    check "$database" --migration-tool sqlx
    expect_status 1
    [[ $output == *'+ table __diesel_schema_migrations'* && $output == *'1 change:'* ]]
    # a table called migrations is the application's, but in directories of such a tool
    have dbmate sqlite 1 2 3
    history_ddl rambler sqlite | sql "$database"
    check "$database"
    expect_status 1
    [[ $output == *'+ table migrations'* && $output == *'1 change:'* ]]
}

@test "what a tool's own program does is not taken for something the directory lacks" {
    have goose sqlite 1 2
    say migrations/20240104000000_fill.go 'package migrations'
    sql "$database" <<<'INSERT INTO goose_db_version (version_id, is_applied) VALUES (20240104000000, 1)'
    check "$database"
    expect_status 0
    [[ $output == *'no changes'* && $stderr == *20240104000000_fill.go* ]]
}

@test "many databases, some behind: what they are compared with is made once" {
    have prisma sqlite 1 2 3
    cp "$database" full.db
    have prisma sqlite 1
    cp "$database" behind.db
    cp "$database" behind_too.db
    sqlite3 behind_too.db 'DROP INDEX t1_name_idx'
    printf 'full full.db\nbehind behind.db\nbehind_too behind_too.db\nnone none.db\n' >fleet
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine sqlite --targets fleet
    expect_status 2
    expect_output <<'END'
full        as it should be
behind      as it should be; 2 pending
behind_too  1 change, 0 of them breaking; 2 pending
none        not compared
4 databases: 2 as they should be, 1 different, 1 not compared
END
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine sqlite --targets fleet --format json
    expect_status 2
    [ "$(jq -r '.counts.total' <<<"$output")" = 1 ]
    jq -e '.counts.pending == 4 and [.comparisons[] | .pending[0]] ==
        [null, "migrations/20240102000000_t2/migration.sql", "migrations/20240102000000_t2/migration.sql"]' <<<"$output"
    "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <<<"$output"
}

@test "migrations that are changed, failed, unknown or pending have a form in every format" {
    have sqlx sqlite 1 2 3
    echo '-- changed' >>"migrations/$(history_file sqlx 2)"
    say migrations/20240105000000_t5.sql 'CREATE TABLE t5 (id integer);'
    sql "$database" <<<"UPDATE _sqlx_migrations SET success = 0 WHERE version = 20240103000000;
        INSERT INTO _sqlx_migrations VALUES (20240104000000, 't4', '2024-03-01', 1, x'00', 1)"
    check "$database" --format json=report.json --format sarif=report.sarif --format markdown=report.md \
        --format github=report.github --format text=report.text --format html=report.html
    expect_status 1
    [ -z "$output$stderr" ]
    "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <report.json
    "$repo/tests/lib/validate_json.py" "$repo/tests/fixtures/sarif.schema.json" <report.sarif
    jq -e '[.comparisons[0].changes[].new.name | select(startswith("2024"))] | length == 3' report.json
    jq -e '.counts.pending == 1 and .comparisons[0].pending == ["migrations/20240105000000_t5.sql"]' report.json
    jq -e '.runs[0].invocations[0] | .executionSuccessful and (.toolExecutionNotifications[0] | .level == "note" and
        .message.text == "1 pending: migrations/20240105000000_t5.sql" and
        .locations[0].physicalLocation.artifactLocation.uri == "migrations/20240105000000_t5.sql")' report.sarif
    [[ $(<report.text) == *$'\n1 pending:\n  migrations/20240105000000_t5.sql' ]]
    [[ $(<report.md) == *'1 pending, which is no difference.'*'Pending: 1'*'- `migrations/20240105000000_t5.sql`'* ]]
    grep -q 'file=migrations/20240102000000_t2.sql' report.github
    grep -qF '::notice file=migrations/20240105000000_t5.sql,title=Schema%3A pending::1 pending: migrations/20240105000000_t5.sql' report.github
    grep -q '1 pending' report.html
}

# put_sqitch: four changes, of which one is made again after a tag.
put_sqitch() {
    local n
    rm -rf migrations
    for n in 1 2 3; do { echo 'BEGIN;'; history_made $n; echo 'COMMIT;'; } | put migrations/deploy/t$n.sql; done
    mv migrations/deploy/t2.sql migrations/deploy/t2@v1.sql
    say migrations/deploy/t2.sql 'ALTER TABLE t2 ADD COLUMN more text;'
    say migrations/revert/t1.sql 'DROP TABLE t1;'
    say migrations/verify/t1.sql 'SELECT 1/0;'
    say migrations/db/schema.sql 'SELECT 1/0;'
    put migrations/sqitch.plan <<'END'
%syntax-version=1.0.0
%project=flipr

t1 2024-01-01T00:00:00Z Me <me@example.org> # the first
t2 [t1] 2024-01-02T00:00:00Z Me <me@example.org> # the second
@v1 2024-01-02T01:00:00Z Me <me@example.org> # a tag

t2 [t2@v1] 2024-01-03T00:00:00Z Me <me@example.org> # again
t3 2024-01-04T00:00:00Z Me <me@example.org> # the last
END
}

# sqitch_row CHANGE FILE WHEN
sqitch_row() {
    echo "INSERT INTO sqitch.changes VALUES ('$(sha1sum <<<"$1$3" | cut -c 1-40)', '$(sha1sum "migrations/deploy/$2" | cut -d ' ' -f 1)',
        '$1', 'flipr', '', '2024-02-0$3', 'me', 'me@', '2024-01-01', 'me', 'me@');"
}

@test "Sqitch: its plan, a change that is made again, its registry" {
    engine=postgres database=sqitch
    put_sqitch
    as_boss 'CREATE DATABASE sqitch OWNER maker'
    {
        cat <<'SQL'
CREATE SCHEMA sqitch;
COMMENT ON SCHEMA sqitch IS 'Sqitch database deployment metadata v1.1.';
GRANT USAGE ON SCHEMA sqitch TO PUBLIC;
CREATE TABLE sqitch.projects (project TEXT PRIMARY KEY, uri TEXT NULL UNIQUE, created_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp());
CREATE TABLE sqitch.changes (change_id TEXT PRIMARY KEY, script_hash TEXT NULL, change TEXT NOT NULL,
    project TEXT NOT NULL REFERENCES sqitch.projects(project) ON UPDATE CASCADE, note TEXT NOT NULL DEFAULT '',
    committed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(), committer_name TEXT NOT NULL, committer_email TEXT NOT NULL,
    planned_at TIMESTAMPTZ NOT NULL, planner_name TEXT NOT NULL, planner_email TEXT NOT NULL, UNIQUE (project, script_hash));
CREATE TABLE sqitch.events (event TEXT NOT NULL, change_id TEXT NOT NULL);
INSERT INTO sqitch.projects VALUES ('flipr');
SQL
        history_made 1
        history_made 2
        sqitch_row t1 t1.sql 1
        sqitch_row t2 t2@v1.sql 2
    } | sql sqitch
    check sqitch
    expect_status 0
    expect_output <<END
no changes
2 pending:
  migrations/deploy/t2.sql
  migrations/deploy/t3.sql
END
    [ -z "$stderr" ]
    { echo 'ALTER TABLE t2 ADD COLUMN more text;'; sqitch_row t2 t2.sql 3; } | sql sqitch
    check sqitch
    expect_status 0
    [[ $output == *'1 pending:'* ]]
    echo '-- changed' >>migrations/deploy/t1.sql
    sql sqitch <<<'DROP INDEX t2_name_idx'
    check sqitch
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'~ applied delta deploy/t1.sql'*'2 changes:'* ]]
}

@test "Liquibase: a file counts as run by a changeset of it" {
    engine=sqlite database=liquibase.db
    local n
    for n in 1 2; do
        { printf -- '--liquibase formatted sql\n--changeset me:%s\n' $n; history_made $n; } | put migrations/00$n-t$n.sql
    done
    {
        echo "CREATE TABLE DATABASECHANGELOG (ID VARCHAR(255) NOT NULL, AUTHOR VARCHAR(255) NOT NULL, FILENAME VARCHAR(255) NOT NULL,
            DATEEXECUTED datetime NOT NULL, ORDEREXECUTED INT NOT NULL, EXECTYPE VARCHAR(10) NOT NULL, MD5SUM VARCHAR(35),
            DESCRIPTION VARCHAR(255), COMMENTS VARCHAR(255), TAG VARCHAR(255), LIQUIBASE VARCHAR(20), CONTEXTS VARCHAR(255),
            LABELS VARCHAR(255), DEPLOYMENT_ID VARCHAR(10));
        CREATE TABLE DATABASECHANGELOGLOCK (ID INT NOT NULL PRIMARY KEY, LOCKED BOOLEAN NOT NULL, LOCKGRANTED datetime, LOCKEDBY VARCHAR(255));
        INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM)
            VALUES ('1', 'me', 'db/changelog/001-t1.sql', '2024-02-01', 1, 'EXECUTED', '9:abc');"
        history_made 1
    } | sql $database
    check $database
    expect_status 0
    expect_output <<<$'no changes\n1 pending:\n  migrations/002-t2.sql'
    sql $database <<<'DROP INDEX t1_name_idx'
    check $database
    expect_status 1
    [[ $output == *'- index t1_name_idx'*'1 change:'* ]]
}

# programs_in_order TOOL: their numbers, as they run.
programs_in_order() { [ "$1" = alembic ] && echo 3 2 1 || echo 1 2 3; }

# each_program ENGINE: nobody here runs them, so that a snapshot of the version reached is compared.
each_program() {
    local n tools first second last
    tools=$(program_tools)
    engine=$1
    for n in $tools; do
        echo "# $n"
        rm -rf migrations full_schemas
        read -r first second last <<<"$(programs_in_order "$n")"
        for i in $first $second $last; do put_program "$n" migrations "$i"; done
        new_database "$n" "$1"
        { program_ddl "$n" "$1"; program_row "$n" "$first"; program_row "$n" "$second"; history_made 1; history_made 2; } | sql "$database"
        check "$database"
        expect_status 2
        expect_in_stderr 'its migrations are programs, which are not run here, and there is no snapshot of version 2' \
            "fullschema inspect DATABASE > full_schemas/2/main/full.sql.$1"
        mkdir -p full_schemas/2/main
        { history_made 1; history_made 2; } >full_schemas/2/main/full.sql.$1
        check "$database"
        expect_status 0
        expect_output <<END
no changes
1 pending:
  migrations/$(program_file "$n" "$last")
END
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        sql "$database" <<<'DROP INDEX t2_name_idx'
        check "$database"
        expect_status 1
        [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    done
}

@test "Rails, Knex, Sequelize and Alembic, whose migrations are programs, on SQLite" {
    each_program sqlite
}

@test "Rails, Knex, Sequelize and Alembic on Postgres" {
    each_program postgres
}

# mixed_name TOOL N, mixed_row TOOL N: a program among migrations in SQL, and the row that says that it has run.
mixed_name() {
    case $1 in
    flyway) echo "V${2}__p$2.java" ;;
    goose) echo "2024010${2}000000_p$2.go" ;;
    node-pg-migrate) echo "2024010${2}000000_p$2.js" ;;
    refinery) echo "V${2}__p$2.rs" ;;
    esac
}
mixed_row() {
    case $1 in
    flyway) echo "INSERT INTO flyway_schema_history VALUES ($2, '$2', 'p$2', 'JDBC', 'db.migration.V$2__p$2', NULL, 'me', '2024-02-01', 5, $3);" ;;
    goose) echo "INSERT INTO goose_db_version (version_id, is_applied) VALUES (2024010${2}000000, $3);" ;;
    node-pg-migrate) echo "INSERT INTO pgmigrations (name, run_on) VALUES ('2024010${2}000000_p$2', '2024-02-01');" ;;
    refinery) echo "INSERT INTO refinery_schema_history VALUES ($2, 'p$2', '2024-02-01T00:00:00Z', '1');" ;;
    esac
}

# each_mixed ENGINE TOOL...: what has not run is pending, in its place; what has run is passed over.
each_mixed() {
    local n true=true
    [ "$1" = postgres ] || true=1
    for n in "${@:2}"; do
        echo "# $n"
        have "$n" "$1" 1 2
        mv "migrations/$(history_file "$n" 3)" "migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')"
        say "migrations/$(mixed_name "$n" 4)" '// a program'
        say "migrations/$(mixed_name "$n" 6)" '// a program'
        check "$database"
        expect_status 0
        expect_output <<END
no changes
3 pending:
  migrations/$(mixed_name "$n" 4)
  migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')
  migrations/$(mixed_name "$n" 6)
END
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        check "$database" --at head
        expect_status 1
        [[ $output == *"- applied delta migrations/$(mixed_name "$n" 4)"* ]]
        mixed_row "$n" 4 $true | sql "$database"
        check "$database"
        expect_status 0
        expect_output <<END
no changes
2 pending:
  migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')
  migrations/$(mixed_name "$n" 6)
END
        expect_stderr <<<"migrations/$(mixed_name "$n" 4): warning: passed over: its number makes it a migration, but only those in SQL can be run"
        sql "$database" <<<'DROP INDEX t2_name_idx'
        check "$database"
        expect_status 1
        [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    done
}

@test "programs among migrations in SQL are pending until they have run, on SQLite" {
    each_mixed sqlite goose flyway refinery
}

@test "programs among migrations in SQL are pending until they have run, on Postgres" {
    each_mixed postgres goose flyway refinery node-pg-migrate
}

@test "a program among SQL that did not end well is a finding" {
    have flyway sqlite 1 2
    say migrations/V4__p4.java '// a program'
    mixed_row flyway 4 0 | sql "$database"
    check "$database"
    expect_status 1
    [[ $output == *'~ applied delta V4__p4.java'* && $output == *'did not end well'* ]]
}

@test "of programs at a fixed path an earlier version stands beside it" {
    engine=sqlite
    for n in 1 2 3; do put_program rails migrations $n; done
    new_database rails sqlite
    { program_ddl rails sqlite; program_row rails 1; program_row rails 2; history_made 1; history_made 2; } | sql "$database"
    { history_made 1; history_made 2; history_made 3; } | put db/structure.sql
    check "$database" -o db/structure.sql
    expect_status 2
    expect_in_stderr 'there is no snapshot of version 2' 'fullschema inspect DATABASE > db/structure.2.sql keeps one'
    run --separate-stderr "$FULLSCHEMA" inspect --layout-in numbered -s migrations "$database"
    put db/structure.2.sql <<<"$output"
    check "$database" -o db/structure.sql
    expect_status 0
    expect_output <<END
no changes
1 pending:
  migrations/$(program_file rails 3)
END
    sql "$database" <<<'DROP INDEX t2_name_idx'
    check "$database" -o db/structure.sql
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    # patterns, and what cannot be read, which is not the same as not there
    mkdir out
    mv db/structure.2.sql out/full.2.sql.sqlite
    mv db/structure.sql out/full.sql.sqlite
    check "$database" -o out --layout one
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    mv out/full.2.sql.sqlite out/schema.2.sqlite.sql
    mv out/full.sql.sqlite out/schema.sqlite.sql
    check "$database" -o 'out/schema.{engine}.sql'
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
}
