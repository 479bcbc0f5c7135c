#!/usr/bin/env bats
# fullschema check --against: what a tool's own table says of migrations that failed, were taken back or baselined.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/history
load ../lib/applied_setup

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

@test "two tables that could say it; one of a common name; a directory whose tool cannot be determined" {
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
