#!/usr/bin/env bats
# fullschema check --targets: what cannot be read or compared.

load ../lib/common
load ../lib/server
load ../lib/targets_setup

missing() {
    local file=report.$1 text
    for text in "${@:2}"; do
        grep -qF -- "$text" "$file" || { echo "$file does not say: $text"; cat "$file"; return 1; }
    done
    run -1 grep -q hidden-secret "$file"
    case $1 in
    json) "$repo/tests/lib/validate_json.py" "$repo/docs/diff.schema.json" <"$file" ;;
    sarif) "$repo/tests/lib/validate_json.py" "$repo/tests/fixtures/sarif.schema.json" <"$file" ;;
    markdown) run -1 grep -q 'fullschema:same' "$file" ;;
    esac
}

all_formats=(--format text=report.text --format json=report.json --format markdown=report.markdown
    --format sarif=report.sarif --format github=report.github --format html=report.html)

@test "each format says which databases were not compared, and why" {
    put fleet <<END
app     app.db
gone    postgres://maker:hidden-secret@127.0.0.1:1/app
lost    lost.db
END
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    missing text '2 not compared:' 'gone, postgres://maker@127.0.0.1:1/app' 'cannot connect to postgres://maker@127.0.0.1:1/app: ' \
        'lost.db: no such file, and not the URL of a Postgres database' 'no changes in what was compared; 2 not compared'
    missing markdown '## Schema drift: none; 2 not compared' '### Could not be compared: 2' '- `lost, lost.db`'
    missing github '::error title=Schema%3A not compared::gone, postgres://maker@127.0.0.1:1/app was not compared: cannot' \
        '::error title=Schema%3A not compared::lost, lost.db was not compared: lost.db: no such file'
    missing html '<h2>Not compared</h2>' 'gone, postgres://maker@127.0.0.1:1/app' 'lost.db: no such file'
    missing json
    jq -e '.counts.failures == 2 and (.comparisons | length) == 1 and
        ([.failures[] | "\(.database) \(.location) \(.partly)"] ==
            ["gone postgres://maker@127.0.0.1:1/app false", "lost lost.db false"]) and
        (.failures[0].reasons[0] | startswith("cannot connect"))' report.json
    missing sarif
    jq -e '.runs[0].invocations[0] | .executionSuccessful == false and
        ([.toolExecutionNotifications[] | select(.level == "error") | .message.text[0:31]] ==
            ["not compared: gone, postgres://", "not compared: lost, lost.db: lo"])' report.sarif
}

@test "a database that was compared in part is reported so" {
    as_boss 'CREATE DATABASE partly TEMPLATE app OWNER maker'
    psql -Xq "host=$server port=5432 user=boss dbname=partly" -c 'CREATE INDEX half_made ON rooms (name)' \
        -c "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half_made'::regclass"
    check --against "postgres://boss@/partly?host=$server&port=5432" "${all_formats[@]}"
    expect_status 2
    missing text '1 compared in part:' 'no changes in what was compared; 1 compared in part'
    missing markdown '1 compared in part' ' in part'
    missing github 'was compared in part: '
    missing html ' in part'
    jq -e '.failures[0].partly and (.comparisons | length) == 1' report.json
    jq -e '.runs[0].invocations[0].executionSuccessful == false' report.sarif
    run "$FULLSCHEMA" html "postgres://boss@/partly?host=$server&port=5432" -o report.html
    expect_status 2
    missing html '<h2>Not compared</h2>' "/partly?host=$server</b> in part"
}

@test "a side or a schema directory that cannot be read: the reports say so, and no old one is taken for it" {
    local format
    for format in json sarif; do
        echo '{"old": "report"}' >report.$format
    done
    check --against 'postgres://maker:hidden-secret@127.0.0.1:1/app' "${all_formats[@]}"
    expect_status 2
    expect_no_output
    missing text 'nothing was compared'
    missing markdown '## Schema changes: could not be compared'
    missing json '"failures": 1' '"new": "postgres://maker@127.0.0.1:1/app"'
    missing sarif '"executionSuccessful": false'
    missing html 'cannot connect to'

    run --separate-stderr "$FULLSCHEMA" diff full_schemas 'postgres://maker:hidden-secret@127.0.0.1:1/app' "${all_formats[@]}"
    expect_status 2
    missing text 'nothing was compared'
    missing json '"failures": 1' '"new": "postgres://maker@127.0.0.1:1/app"'
    missing sarif '"executionSuccessful": false'
    run --separate-stderr "$FULLSCHEMA" diff full_schemas nowhere
    expect_status 2
    expect_no_output

    echo 'SELEC;' | put schema/main/delta/2/99.sql
    check --engine sqlite "${all_formats[@]}"
    expect_status 2
    missing text 'schema/main/delta/2/99.sql:1:1: sqlite: near "SELEC": syntax error' 'nothing was compared'
    missing markdown '## Snapshots could not be checked'
    missing json '"failures": 1' '99.sql'
    missing sarif '"executionSuccessful": false'
    missing github '::error title=Schema%3A not compared::schema was not compared: schema/main/delta/2/99.sql:1:1'

    printf 'x\xff' >full_schemas/2/main/full.sql.sqlite
    put fleet <<<'app app.db'
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    missing json '"failures": 1' '"database": "app"' 'full.sql.sqlite'
    missing sarif '"executionSuccessful": false'
}

@test "a password that makes a URL ambiguous is shown nowhere" {
    put fleet <<<'two postgres://maker:pw-one@pw-two@127.0.0.1/app'
    check --targets fleet "${all_formats[@]}"
    expect_status 2
    [[ $output$stderr != *pw-* ]]
    run -1 grep -r 'pw-' report.text report.json report.markdown report.sarif report.github report.html
}

@test "a file of targets that is none" {
    say fleet 'only-a-name'
    check --targets fleet
    expect_status 2
    expect_in_stderr 'fleet:1: the line names no database'
    put fleet <<<$'a app.db\na app.db'
    check --targets fleet
    expect_in_stderr 'fleet:2: a stands here twice'
    say fleet '# nothing'
    check --targets fleet
    expect_in_stderr 'fleet: the file names no database'
    check --targets missing
    expect_in_stderr 'missing: cannot read'
    check --targets fleet --against app.db
    expect_in_stderr '--against and --targets exclude each other'
    check --targets fleet -j 0
    expect_in_stderr '--jobs 0: from 1 to 64'
}

@test "a snapshot of the version reached that is there and cannot be read is trouble, and nothing stands in for it" {
    cat schema/common/schema_version.sql - schema/*/delta/1/*.sql >before.sql <<'SQL'
INSERT INTO schema_version (version, upgraded) VALUES (1, true);
INSERT INTO applied_schema_deltas (version, file) VALUES (1, '1/01_queue.sql'), (1, '1/02_rooms.sql'), (1, '1/03_groups.sql');
SQL
    sqlite3 before.db <before.sql
    check --against before.db
    expect_status 0
    "$FULLSCHEMA" generate -q -n 1 --engine sqlite
    printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' >full_schemas/1/main/full.sql.sqlite
    check --against before.db
    expect_status 2
    expect_in_stderr 'full_schemas/1/main/full.sql.sqlite: a pointer of Git LFS stands where the snapshot should be'
    # and editors go there
    check --against before.db --format gcc
    expect_status 2
    [[ $output == 'full_schemas/1/main/full.sql.sqlite:1:1: error: a pointer of Git LFS'* ]] || { show_run; return 1; }
    # a fault in a statement has its line and column
    say schema/main/delta/2/09_bad.sql $'SELECT 1;\nCREATE TABEL b (a integer);'
    check --engine sqlite --format gcc
    expect_status 2
    [[ $output == 'schema/main/delta/2/09_bad.sql:2:8: error: '* ]] || { show_run; return 1; }
}

@test "what cannot be compared is trouble, and says why" {
    check --against missing.db
    expect_status 2
    expect_in_stderr 'missing.db: no such file, and not the URL of a Postgres database'
    # That there is nothing to compare it with is not said before.
    check --against missing.db -o nowhere
    expect_status 2
    expect_stderr <<<'fullschema: missing.db: no such file, and not the URL of a Postgres database'
    check --against schema
    expect_in_stderr 'schema is a directory, and no SQLite database'
    check --against mysql://u:hidden-secret@h/d
    expect_in_stderr 'a database of another kind'
    [[ $stderr != *hidden-secret* ]]
    rm full_schemas/2/*/full.sql.sqlite
    check --against app.db
    expect_status 2
    expect_in_stderr 'app.db: there are no snapshots for sqlite to compare it with'
    check --against app.db -n 1
    expect_in_stderr 'full_schemas: the directory has no snapshots of version 1' 'it has those of 2'
}
