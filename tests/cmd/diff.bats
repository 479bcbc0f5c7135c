#!/usr/bin/env bats
# fullschema diff: every kind of source, every option, every way it ends.

load ../lib/common
load ../lib/server

# old/ and new/ are directories of snapshots in the flat layout, of versions 1
# and 2, and in repository/ new/ is committed over old/ as snapshots/.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema
    "$FULLSCHEMA" generate -q --all-versions -o old
    cp -r old new
    echo 'CREATE TABLE topics (room_id TEXT NOT NULL);' | tee -a new/2/main/full.sql.postgres >>new/2/main/full.sql.sqlite
    rm -r new/2/state
    export GIT_CEILING_DIRECTORIES=$scratch GIT_CONFIG_GLOBAL=/dev/null
    git init -q -b main repository
    cp -r old repository/snapshots
    printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' >repository/lfs.sql.sqlite
    ln -s snapshots repository/link
    git -C repository add .
    git -C repository update-index --add --cacheinfo "160000,$(printf '1%.0s' $(seq 40)),module"
    git -C repository commit -qm old
    git -C repository tag -a -m 'the first' first
    rm -r repository/snapshots && cp -r new repository/snapshots
    git -C repository add snapshots && git -C repository commit -qm new
    git clone -q --bare repository bare.git
}

teardown_file() {
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{old,new,schema} .
}

diff_() {
    run --separate-stderr "$FULLSCHEMA" diff "$@"
}

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

@test "revisions: files and directories, from the repository, below it, bare and from outside" {
    cd "$file_scratch/repository"
    diff_ HEAD~1:snapshots HEAD:snapshots
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> HEAD:snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    [[ $output == *'4 changes: 2 breaking'* ]]
    diff_ first:snapshots/2/main/full.sql.sqlite snapshots/2/main/full.sql.sqlite
    expect_status 1
    diff_ 'HEAD^{/old}:snapshots' first:snapshots
    expect_status 0
    cd snapshots/2
    diff_ HEAD:./main main
    expect_status 0
    diff_ HEAD:../2 HEAD:snapshots/2
    expect_status 0
    cd "$file_scratch/bare.git"
    diff_ main~1:snapshots main:snapshots
    expect_status 1
    cd "$scratch"
    diff_ "main:$file_scratch/bare.git/snapshots" "HEAD:$file_scratch/repository/snapshots"
    expect_status 0
}

@test "revisions that are not there: what was looked for, and where" {
    cd "$file_scratch/repository"
    diff_ nowhere:snapshots snapshots
    expect_status 2
    expect_stderr <<<"fullschema: nowhere:snapshots: no revision nowhere in the repository $file_scratch/repository/"
    diff_ HEAD:snapshots/9/main snapshots
    expect_stderr <<<"fullschema: HEAD:snapshots/9/main: no snapshots/9 in revision HEAD of the repository $file_scratch/repository/"
    diff_ HEAD:lfs.sql.sqlite snapshots
    expect_in_stderr 'HEAD:lfs.sql.sqlite: a pointer of Git LFS stands where the snapshot should be'
    diff_ HEAD:module/x snapshots
    expect_in_stderr 'module is a submodule'
    diff_ HEAD:link snapshots
    expect_in_stderr 'HEAD:link: the path is a symbolic link'
    diff_ HEAD:../.. snapshots
    expect_in_stderr 'the path is outside the repository'
    git clone -q --depth 1 "file://$file_scratch/repository" "$scratch/shallow"
    cd "$scratch/shallow"
    diff_ HEAD~1:snapshots snapshots
    expect_in_stderr 'the repository is shallow: git fetch --unshallow'
    cd "$scratch"
    diff_ HEAD:snapshots old
    expect_in_stderr 'no git repository around the working directory'
}

@test "revisions alone: the directory of snapshots is found" {
    cd "$file_scratch/repository"
    diff_ HEAD~1 HEAD
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> HEAD:snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    [[ $output == *'4 changes: 2 breaking'* ]]
    local all=$output
    diff_ HEAD~1..HEAD
    expect_status 1
    [ "$output" = "$all" ]
    diff_ HEAD~1..
    [ "$output" = "$all" ]
    diff_ first main~1
    expect_status 0
    cd snapshots/2
    diff_ HEAD~1 HEAD
    [ "$output" = "$all" ]
    # Not by name, but by where they stand.
    cd "$file_scratch/bare.git"
    diff_ main~1 main
    expect_status 1
}

@test "a revision against the working tree, and no word for HEAD" {
    cp -r "$file_scratch/repository" r
    cd r
    diff_
    expect_status 0
    diff_ HEAD~1
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    echo 'CREATE TABLE more (id INTEGER);' >>snapshots/2/main/full.sql.sqlite
    mkdir -p deep/er
    cd deep/er
    diff_
    expect_status 1
    [[ $output == *'HEAD:snapshots/2/main/full.sql.sqlite -> ../../snapshots/2/main/full.sql.sqlite'*'+ table more'* ]]
    cd ../../snapshots
    diff_
    [[ $output == *'-> ./2/main/full.sql.sqlite'* ]]
    cd ..
    mv snapshots elsewhere
    diff_
    expect_status 2
    expect_stderr <<<'fullschema: the working tree has no snapshots, where HEAD has its snapshots'
    diff_ HEAD elsewhere
    expect_status 1
}

@test "A...B is B and where it parted from A" {
    cp -r "$file_scratch/repository" r
    cd r
    git checkout -q -b branch
    echo 'CREATE TABLE of_branch (id INTEGER);' >>snapshots/2/main/full.sql.sqlite
    git commit -qam branch
    git checkout -q main
    echo 'CREATE TABLE of_main (name TEXT);' >>snapshots/2/main/full.sql.sqlite
    git commit -qam main
    diff_ main...branch
    expect_status 1
    [[ $output == *'+ table of_branch'* && $output != *of_main* ]]
    [[ $output == *"main, sqlite: $(git rev-parse --short=12 HEAD~1):snapshots/2/main/full.sql.sqlite -> branch:"* ]]
    diff_ main..branch
    [[ $output == *'+ table of_branch'*'- table of_main'* ]]
    git checkout -q --orphan other
    git commit -qm other
    diff_ main...other
    expect_status 2
    expect_in_stderr 'main...other: the revisions have no commit in common'
    diff_ main...elsewhere
    expect_in_stderr 'main...elsewhere: elsewhere is no revision of the repository' 'a branch, a tag or a commit'
    git tag v1.0
    diff_ v1,0...main
    expect_in_stderr 'v1,0...main: v1,0 is no revision of the repository' 'did you mean v1.0?'
    diff_ main...branhc
    expect_in_stderr 'branhc is no revision of the repository' 'did you mean branch?'
}

@test "of several directories the usual one, the one here, or the one that was chosen" {
    git init -q r
    cd r
    mkdir -p one two
    cp -r ../old one/full_schemas
    cp -r ../new two/snapshots
    git add . && git commit -qm both
    diff_ HEAD
    expect_status 2
    expect_stderr <<'END'
fullschema: HEAD: snapshots stand in several directories of the revision
hint: choose one as HEAD:DIR: one/full_schemas, two/snapshots
END
    (cd one && "$FULLSCHEMA" diff HEAD)
    (cd two && "$FULLSCHEMA" diff HEAD)
    diff_ --output two/snapshots HEAD
    expect_status 0
    say fullschema.ini 'output = one/full_schemas'
    diff_ HEAD
    expect_status 0
    diff_ --output three HEAD HEAD
    expect_status 2
    expect_in_stderr 'HEAD:three: no three in revision HEAD'
    diff_ --output .. HEAD HEAD
    expect_in_stderr 'HEAD: .. is outside the repository'
    rm fullschema.ini
    git rm -rq one two
    git commit -qm none
    diff_ HEAD~1:one/full_schemas HEAD
    expect_status 2
    expect_in_stderr 'HEAD: the revision has no snapshots'
}

@test "words that name no two sides" {
    diff_ old
    expect_status 2
    expect_in_stderr 'old: the other side is missing' 'hint: a revision of git alone'
    diff_
    expect_status 2
    expect_in_stderr 'HEAD: no such file or directory, and no git repository is around'
    diff_ old new old
    expect_in_stderr 'unexpected word: old' 'usage: fullschema diff [OPTION...] [OLD [NEW]]'
    cd "$file_scratch/repository"
    diff_ nowhere
    expect_in_stderr "nowhere: no such file or directory, nor a revision of the repository $file_scratch/repository/"
    diff_ ../nowhere
    expect_in_stderr '../nowhere: no such file or directory'
    cd "$file_scratch/bare.git"
    diff_ main
    expect_in_stderr 'main: the repository is bare'
}

@test "a repository of another user is read" {
    [ "$(id -u)" = 0 ] || skip 'only root can give a directory away'
    cp -r "$file_scratch/repository" mine
    chown -R nobody mine
    cd mine
    run git -c safe.directory= rev-parse HEAD
    [ "$status" -ne 0 ]
    diff_ HEAD:snapshots snapshots
    expect_status 0
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
    expect_stderr <<<'fullschema: --format yaml: one of text, json, markdown, sarif, github, gcc, html'
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
