#!/usr/bin/env bats
# fullschema diff: every kind of source, every option, every way it ends.

load ../lib/common
load ../lib/server
load ../lib/diff_setup

@test "the same on both sides: nothing is said but so, and the exit status is 0" {
    diff_ old old
    expect_status 0
    expect_output <<<'no changes'
    [ -z "$stderr" ]
}

@test "directories: pairs by database and engine, a missing snapshot among the changes" {
    diff_ old new
    expect_status 1
    expect_output <<'END'
main, postgres and sqlite: old/2/main/full.sql.{postgres,sqlite} -> new/2/main/full.sql.{postgres,sqlite}

  + table topics

state, postgres: old/2/state/full.sql.postgres -> (none)

  - snapshot old/2/state/full.sql.postgres
      breaking: there is no such snapshot on the new side, so nothing was compared (fullschema explain snapshot)

state, sqlite: old/2/state/full.sql.sqlite -> (none)

  - snapshot old/2/state/full.sql.sqlite
      breaking: there is no such snapshot on the new side, so nothing was compared (fullschema explain snapshot)

4 changes: 2 breaking, 0 need care, 2 safe
END
}

@test "--database, --engine and --schema-version choose what is compared" {
    diff_ old new --database main --engine sqlite
    expect_status 1
    [[ $output == *'1 change: 0 breaking'* && $output != *postgres* ]]
    diff_ old new -n 1
    expect_status 0
    diff_ old new -n 3
    expect_status 2
    expect_stderr <<'END'
old: the directory has no snapshots of version 3
hint: it has those of 1, 2
new: the directory has no snapshots of version 3
hint: it has those of 1, 2
END
    diff_ old new --database elsewhere
    expect_status 2
    expect_stderr <<<'fullschema: no logical database elsewhere in old or new'
}

@test "nested directories, a version's own, a database's own" {
    local e
    for e in common main state; do mkdir -p "nested/$e/full_schemas" && cp -r "old/2/$e" "nested/$e/full_schemas/2"; done
    diff_ old nested
    expect_status 0
    diff_ old/2 nested
    expect_status 0
    diff_ old/2/main nested/main
    expect_status 0
    diff_ old/2/main new/2/main
    expect_status 1
    diff_ old/1 new/2 --database common
    expect_status 0
}

@test "a snapshot without an engine in its name is for both, as deltas are" {
    mkdir -p a/common/full_schemas/5 b/common/full_schemas/6
    echo 'CREATE TABLE queue (name text NOT NULL);' >a/common/full_schemas/5/full.sql
    echo 'CREATE TABLE queue (name text NOT NULL, more text);' >b/common/full_schemas/6/full.sql.postgres
    echo 'CREATE TABLE queue (name TEXT NOT NULL, other TEXT);' >b/common/full_schemas/6/full.sql.sqlite
    diff_ a b
    expect_status 1
    [[ $output == *'common, postgres: a/common/full_schemas/5/full.sql -> b/common/full_schemas/6/full.sql.postgres'* ]]
    [[ $output == *'+ column more: text'*'common, sqlite: a/common/full_schemas/5/full.sql -> '*'+ column other: TEXT'* ]]
    [[ $output == *'2 changes: '* ]]
}

@test "files: the one of its name, else the only one of its engine" {
    diff_ old/2/main/full.sql.sqlite new/2/main/full.sql.sqlite
    expect_status 1
    [[ $output == *'1 change'* ]]
    diff_ old/2/main/full.sql.sqlite new
    [[ $output == *'1 change'* && $output != *postgres* ]]
    cp old/2/main/full.sql.sqlite mine.sqlite
    diff_ mine.sqlite new --database main
    expect_status 1
    diff_ mine.sqlite new
    expect_status 2
    expect_stderr <<'END'
fullschema: mine.sqlite does not say which database it is of, and new has several for sqlite
hint: choose one of these with --database: common main
END
    diff_ old/2/main/full.sql.sqlite new/2/main/full.sql.postgres
    expect_status 2
    expect_in_stderr 'is for sqlite' 'no such snapshot'
}

@test "files: --engine and --database are not passed over" {
    diff_ --engine postgres old/2/main/full.sql.sqlite new/2/main/full.sql.sqlite
    expect_status 2
    expect_no_output
    expect_stderr <<<'fullschema: nothing of old/2/main/full.sql.sqlite and new/2/main/full.sql.sqlite is left to compare'
    diff_ --database common old/2/main/full.sql.sqlite new
    expect_status 1
    [[ $output == *'old/2/main/full.sql.sqlite -> new/2/common/full.sql.sqlite'* ]]
}

@test "the engine of a file by its text, where the name does not tell" {
    local engine
    for engine in postgres sqlite; do
        cp "old/2/main/full.sql.$engine" a.sql
        cp "new/2/main/full.sql.$engine" b.sql
        diff_ a.sql b.sql
        expect_status 1
        [[ $output == *", $engine: a.sql -> b.sql"* || $output == "$engine: a.sql -> b.sql"* ]]
    done
    say a.sql 'CREATE TABLE t (x int);'
    diff_ a.sql a.sql
    expect_status 2
    expect_in_stderr 'a.sql: neither the name nor the text says whether it is for Postgres or SQLite'
    diff_ --engine sqlite a.sql a.sql
    expect_status 0
    diff_ a.sql missing.sql
    expect_in_stderr 'missing.sql: no such file or directory'
    printf 'CREATE TABLE t (x\xff int);' >a.sqlite
    diff_ a.sqlite a.sqlite
    expect_status 2
    expect_in_stderr 'a.sqlite:1:18: not UTF-8'
}

@test "what both engines have alike stands once for people, and twice for programs" {
    local e
    mkdir -p a/1/main b/1/main
    put a/1/main/full.sql.postgres <<<"CREATE TABLE t (id bigint, a text, b integer, c text);"
    put a/1/main/full.sql.sqlite <<<"CREATE TABLE t (id BIGINT, a TEXT, b INTEGER, c TEXT);"
    put b/1/main/full.sql.postgres <<<"CREATE TABLE t (id bigint, b integer, c text, d text, e text DEFAULT 'X', n integer);"
    put b/1/main/full.sql.sqlite <<<"CREATE TABLE t (id BIGINT, b INTEGER, c TEXT, d TEXT, e TEXT DEFAULT 'x', N INTEGER);"
    diff_ a b --format text=report.text --format markdown=report.md --format github=report.github \
        --format json=report.json --format sarif=report.sarif
    expect_status 1
    # other cases of a default's value and of a name are other things
    diff report.text - <<'END'
main, postgres and sqlite: a/1/main/full.sql.{postgres,sqlite} -> b/1/main/full.sql.{postgres,sqlite}

  table t
    - column a
        breaking: its values are lost, and statements that name it fail (fullschema explain column-removed)
    + column d: text, position 4

main, postgres: a/1/main/full.sql.postgres -> b/1/main/full.sql.postgres

  table t
    + column e: text, default 'X', position 5
    + column n: integer, position 6

main, sqlite: a/1/main/full.sql.sqlite -> b/1/main/full.sql.sqlite

  table t
    + column N: INTEGER, position 6
    + column e: TEXT, default 'x', position 5

8 changes: 2 breaking, 0 need care, 6 safe
END
    [ "$(grep -c 'column `a` \*\*removed' report.md)" = 1 ]
    grep -qF '**`main`, postgres and sqlite**: `a/1/main/full.sql.{postgres,sqlite}` → `b/1/main/full.sql.{postgres,sqlite}`' report.md
    [ "$(grep -c '^::error file=a/1/main/full.sql.postgres,line=1,.*::main, postgres and sqlite: column a of table t removed' report.github)" = 1 ]
    [ "$(grep -c '^::' report.github)" = 6 ]
    jq -e '[.comparisons[].changes | length] == [4, 4]' report.json
    jq -e '.runs[0].results | length == 8' report.sarif
    # the SQL of each is shown where it is asked for
    diff_ a b --patch
    [[ $output != *' and sqlite'* && $output == *'+d text'*'+d TEXT'* ]]
}

@test "a SQLite file beside a snapshot: rows are not compared, and that is said" {
    sqlite3 live.db <old/2/main/full.sql.sqlite
    sqlite3 live.db "INSERT INTO rooms (room_id) VALUES ('more'); DROP INDEX rooms_name_idx"
    diff_ old/2/main/full.sql.sqlite live.db
    expect_status 1
    [[ $output == *'- index rooms_name_idx'* && $output == *'1 change:'* ]]
    expect_stderr <<<'fullschema: warning: rows and sequence positions are not compared: live.db was read without them'
    sqlite3 live.db <schema/common/schema_version.sql
    diff_ old/2/main/full.sql.sqlite live.db
    [[ $output == *'+ table schema_version'* ]]
    diff_ -s schema old/2/main/full.sql.sqlite live.db
    [[ $output != *schema_version* ]]
}

@test "a Postgres database beside a snapshot" {
    start_server
    as_boss 'CREATE DATABASE app OWNER maker'
    psql -Xq "host=$server port=5432 user=maker dbname=app" <old/2/main/full.sql.postgres
    diff_ old/2/main/full.sql.postgres "postgres://maker@/app?host=$server&port=5432"
    expect_status 0
    as_boss 'ALTER TABLE rooms ALTER topic TYPE text' app
    diff_ old/2/main/full.sql.postgres "host=$server port=5432 user=maker dbname=app password=hidden-secret"
    stop_server
    expect_status 1
    [[ $output == *"postgres://maker@:5432/app?host=$server"*'type: character varying(10) -> text'* ]]
    [[ $output != *hidden-secret* && $stderr != *hidden-secret* ]]
}

@test "formats: to standard output and to files, all at once" {
    diff_ --format json old new
    expect_status 1
    [ "$(jq -r '.counts.total' <<<"$output")" = 4 ]
    diff_ --format text --format json=out/a.json --format markdown=a.md --format sarif=a.sarif --format github=a.txt old new
    expect_status 1
    [[ $output == *'4 changes'* ]]
    [ "$(jq -r '.counts.breaking' out/a.json)" = 2 ]
    [ "$(jq -r '.version' a.sarif)" = 2.1.0 ]
    grep -q '^## Schema changes' a.md
    grep -q '^::error ' a.txt
    diff_ --format json=only.json old new
    expect_no_output
    diff_ --format yaml old new
    expect_status 2
    expect_stderr <<<'fullschema: --format yaml: one of text, json, markdown, sarif, github, gitlab, gcc, html'
    diff_ --format text --format json old new
    expect_status 2
    expect_in_stderr '--format json: standard output has the format text already'
    diff_ --format json= old new
    expect_in_stderr 'no file is named after the ='
    diff_ --format json=new/2 old new
    expect_status 2
}

@test "--patch shows the SQL, --color its colours" {
    diff_ -p old/2/main/full.sql.sqlite new
    [[ $output == *'+CREATE TABLE topics ('* ]]
    diff_ old/2/main/full.sql.sqlite new
    [[ $output != *'+CREATE TABLE topics ('* && $output != *$'\033'* ]]
    diff_ --color always old new
    [[ $output == *$'\033['* ]]
}

@test "--fail-on: what makes the exit status 1" {
    local level status_of_main status_of_all
    while read -r level status_of_main status_of_all; do
        diff_ --fail-on "$level" --database main old new
        expect_status "$status_of_main"
        diff_ --fail-on "$level" old new
        expect_status "$status_of_all"
    done <<'END'
any 1 1
care 0 1
breaking 0 1
none 0 0
END
    diff_ --fail-on never old new
    expect_status 2
    expect_in_stderr '--fail-on never: one of any, care, breaking, none'
    diff_ --fail-on none old missing
    expect_status 2
}

@test "a text that cannot be read is trouble, with its place" {
    say bad.postgres "CREATE TABLE t (x int DEFAULT 'x);"
    diff_ bad.postgres old/2/main/full.sql.postgres
    expect_status 2
    expect_no_output
    expect_in_stderr 'bad.postgres:1:'
}
