#!/usr/bin/env bats
# What a stranger's tree may not make of what is written, with links, FIFOs and the like: docs/files.md.

load ../lib/common
load ../lib/hostile_files

@test "generate writes through no link" {
    put_project
    mkdir -p ../outside/there/2/main
    for path in full_schemas full_schemas/2 full_schemas/2/main full_schemas/2/main/full.sql.sqlite; do
        rm -rf full_schemas
        mkdir -p "$(dirname "$path")"
        for target in "$scratch/outside/there" "$PWD/inside" "$scratch/outside/new"; do
            mkdir -p inside
            ln -sfn "$target" "$path"
            refused "$path: is a symbolic link" "$FULLSCHEMA" generate --engine sqlite
            [ -z "$(ls inside)" ]
            [ ! -e ../outside/new ]
        done
        [ "$path" = full_schemas ] || {
            refused "$path: is a symbolic link" "$FULLSCHEMA" generate -o full_schemas --engine sqlite
        }
    done
    rm -rf full_schemas
    mkdir -p full_schemas/2/main
    ln -s "$scratch/outside/secret" full_schemas/2/main/.full.sql.sqlite.new
    limited "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    [ "$(head -n 1 ../outside/secret)" = 'TOP SECRET;' ]
    [ "$(ls -A full_schemas/2/main)" = full.sql.sqlite ]
}

@test "a directory that is named may be a link" {
    put_project
    mkdir ../elsewhere
    ln -s elsewhere ../chosen
    limited "$FULLSCHEMA" generate -o "$scratch/chosen" --engine sqlite
    expect_status 0
    [ -f ../elsewhere/2/main/full.sql.sqlite ]
    ln -s "$scratch/outside" ../elsewhere/3
    mkdir ../elsewhere/4
    say schema/__init__.py 'SCHEMA_VERSION = 3'
    say schema/main/delta/3/01_third.sql 'CREATE TABLE third (x TEXT);'
    refused "$scratch/chosen/3: is a symbolic link, and nothing is written through one" \
        "$FULLSCHEMA" generate -o "$scratch/chosen" --engine sqlite
}

@test "in the place of a snapshot: a FIFO, a directory, a device" {
    put_project
    mkdir -p full_schemas/2/main
    mkfifo full_schemas/2/main/full.sql.sqlite
    refused 'full_schemas/2/main/full.sql.sqlite: is a FIFO (named pipe), not a regular file' \
        "$FULLSCHEMA" generate --engine sqlite
    rm full_schemas/2/main/full.sql.sqlite
    mkdir full_schemas/2/main/full.sql.sqlite
    refused 'full_schemas/2/main/full.sql.sqlite: is a directory, not a regular file' \
        "$FULLSCHEMA" generate --engine sqlite
    rmdir full_schemas/2/main/full.sql.sqlite
    mkfifo full_schemas/2/main/.full.sql.sqlite.new
    limited "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
}

# to_file OPTION-WITH-FILE: commands that write a file, into $file.
writers() {
    cat <<END
html -o $1 old.sql.sqlite
diff --format json=$1 old.sql.sqlite new.sql.sqlite
diff --format markdown=$1 --format text old.sql.sqlite new.sql.sqlite
check --engine sqlite --format sarif=$1
END
}

@test "files that are named: no link, no directory, no FIFO that nobody reads" {
    put_project
    generate_sqlite
    say old.sql.sqlite 'CREATE TABLE rooms (x TEXT);'
    say new.sql.sqlite 'CREATE TABLE users (x TEXT);'
    for path in report "$PWD/sub/report"; do
        mkdir -p sub
        writers "$path" >../list
        while read -r -a words; do
            for target in "$scratch/outside/secret" "$PWD/old.sql.sqlite" "$scratch/outside/new"; do
                ln -sfn "$target" "$path"
                refused "$path: is a symbolic link, and nothing is written through one" "$FULLSCHEMA" "${words[@]}"
            done
            rm "$path"
            mkfifo "$path"
            refused "$path: is a FIFO (named pipe) that nobody reads" "$FULLSCHEMA" "${words[@]}"
            rm "$path"
            mkdir "$path"
            refused "$path: is a directory, not a regular file" "$FULLSCHEMA" "${words[@]}"
            rmdir "$path"
        done <../list
    done
    [ "$(cat old.sql.sqlite)" = 'CREATE TABLE rooms (x TEXT);' ]
}

@test "a directory on the way to a named file leads out of no git work tree" {
    say old.sql.sqlite 'CREATE TABLE rooms (x TEXT);'
    ln -s ../outside reports
    git init -q .
    refused 'reports: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" html -o reports/page.html old.sql.sqlite
    refused 'reports: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" html -o "$PWD/reports/new/page.html" old.sql.sqlite
    limited "$FULLSCHEMA" html -o ../outside/page.html old.sql.sqlite
    expect_status 0
}

@test "streams that are named are written into and stay what they are" {
    say old.sql.sqlite 'CREATE TABLE rooms (x TEXT);'
    say new.sql.sqlite 'CREATE TABLE users (x TEXT);'
    limited "$FULLSCHEMA" html -o /dev/null old.sql.sqlite
    expect_status 0
    [ -c /dev/null ]
    "$FULLSCHEMA" html old.sql.sqlite >page
    for path in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
        timeout 60 "$FULLSCHEMA" html -o $path old.sql.sqlite >copy
        cmp page copy
        timeout 60 "$FULLSCHEMA" html -o $path old.sql.sqlite | cmp page -
    done
    timeout 60 "$FULLSCHEMA" html -o >(cat >substituted) old.sql.sqlite
    within 5 cmp page substituted
    mkfifo pipe
    cat pipe >piped &
    timeout 60 "$FULLSCHEMA" html -o pipe old.sql.sqlite
    wait $!
    cmp page piped
    [ -p pipe ]
    limited "$FULLSCHEMA" html -o /dev/full old.sql.sqlite
    expect_status 2
    expect_in_stderr '/dev/full: cannot replace: No space left on device'
}

@test "the step summary is no link" {
    put_project
    generate_sqlite
    say full_schemas/2/main/full.sql.sqlite 'CREATE TABLE other (x TEXT);'
    ln -s "$scratch/outside/secret" ../summary
    export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$scratch/summary
    refused 'summary: is a symbolic link, and nothing is written through one' "$FULLSCHEMA" check --engine sqlite
    ln -sfn ../outside/new ../summary
    refused 'summary: is a symbolic link' "$FULLSCHEMA" check --engine sqlite
    rm ../summary
    mkfifo ../summary
    refused 'summary: is a FIFO (named pipe) that nobody reads' "$FULLSCHEMA" check --engine sqlite
}

@test "init and delta write through no link" {
    ln -s "$scratch/outside" .github
    refused '.github: is a symbolic link' "$FULLSCHEMA" init
    rm .github
    mkdir sub
    ln -s "$scratch/outside/new" sub/fullschema.ini
    refused 'sub/fullschema.ini: is there already' "$FULLSCHEMA" init sub
    put_project
    mkdir inside
    ln -s ../../../inside schema/main/delta/3
    refused 'schema/main/delta/3: is a symbolic link' "$FULLSCHEMA" delta --schema-version 3 add_rooms
    rm schema/main/delta/3
    git init -q .
    ln -s ../../../inside schema/main/delta/3
    refused 'schema/main/delta/3: is a symbolic link, and nothing is written through one' \
        "$FULLSCHEMA" delta --schema-version 3 add_rooms
    [ -z "$(ls inside)" ]
}

@test "no text is written over a SQLite database, whichever command would" {
    sqlite3 app.db 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
    cp app.db kept.db
    sqlite3 b.db 'CREATE TABLE t (b)'
    local -a command
    while read -ra command; do
        run --separate-stderr "$FULLSCHEMA" "${command[@]}"
        expect_status 2
        expect_in_stderr 'app.db: is a SQLite database: no text is written over one'
        cmp app.db kept.db
    done <<'END'
inspect -o app.db app.db
inspect -o app.db b.db
diff app.db b.db --format json=app.db
diff app.db b.db --format text --format html=app.db
html app.db -o app.db
END
    run --separate-stderr "$FULLSCHEMA" diff app.db b.db --format json=o.json --format sarif=./o.json
    expect_status 2
    expect_in_stderr '--format sarif=./o.json: ./o.json has the format json already'
}

@test "nor over a file that SQLite keeps beside one, by whichever way; what is only named so is written" {
    local name
    python3 - <<'PY'
import os, sqlite3
db = sqlite3.connect("w.db", isolation_level=None)
db.executescript("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0; CREATE TABLE important (a); INSERT INTO important VALUES (1)")
os._exit(0)
PY
    sqlite3 b.db 'CREATE TABLE t (b)'
    cp w.db-wal kept
    ln -s . linked
    ln -s w.db other.db
    for name in w.db-wal w.db-shm w.db-journal linked/w.db-wal "$PWD/w.db-wal" other.db-wal; do
        run --separate-stderr "$FULLSCHEMA" diff --format "json=$name" w.db b.db
        expect_status 2
        expect_in_stderr "$name: is a file of the SQLite database "
        run --separate-stderr "$FULLSCHEMA" inspect -o "$name" b.db
        expect_status 2
    done
    cmp kept w.db-wal
    [ ! -e w.db-journal ]
    [ ! -e other.db-wal ]
    [ "$(sqlite3 w.db 'SELECT a FROM important')" = 1 ]
    say t.sql 'CREATE TABLE t (a);'
    run --separate-stderr "$FULLSCHEMA" load b.db-journal t.sql
    expect_status 2
    expect_in_stderr 'it is a file of the SQLite database b.db'
    "$FULLSCHEMA" inspect -o report-wal b.db
    grep -q 'CREATE TABLE t' report-wal
}
