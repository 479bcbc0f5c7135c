#!/usr/bin/env bats
# fullschema check --against: databases of plain migrations, at the version they have reached by their tool's own table.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/history
load ../lib/applied_setup

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
