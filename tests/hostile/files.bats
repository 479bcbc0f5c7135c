#!/usr/bin/env bats
# What a stranger's tree may not do with links, FIFOs and the like: docs/files.md.
#
# A project stands in project/, which is also the working directory; what must
# stay unread and unwritten is beside it, in outside/.

load ../lib/common

setup() {
    enter_scratch
    as=()
    mkdir outside project
    chmod 755 outside project
    printf 'TOP SECRET;\nmore\n' >outside/secret
    cd project || return 1
}

# as_user: from now on commands run as somebody who is not root, whoever runs the tests.
as_user() {
    [ "$(id -u)" = 0 ] || return 0
    chown -R nobody . ../outside
    as=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
    "${as[@]}" test -x "$FULLSCHEMA" || skip 'the program stands where nobody else may run it'
}

# limited COMMAND...: it ends by itself, and soon; status, output and stderr are bats'.
limited() {
    run --separate-stderr timeout --foreground 60 "${as[@]}" "$@"
    [ "$status" -ne 124 ] || { echo "did not end: $*"; return 1; }
}

# refused TEXT COMMAND...: it ends with trouble, says this, and shows and changes nothing of outside/.
refused() {
    local text=$1 before
    shift
    before=$(fingerprint ../outside)
    limited "$@"
    expect_status 2
    expect_in_stderr "$text"
    [[ $output$stderr != *SECRET* ]] || { show_run; return 1; }
    [ "$(fingerprint ../outside)" = "$before" ]
}

# put_project: a schema directory that has every kind of file there is, a background update in Python among them.
put_project() {
    put_bookkeeping
    say schema/common/full_schemas/1/full.sql.sqlite ''
    put schema/common/delta/2/01_queue.sql <<'SQL'
CREATE TABLE background_updates (update_name TEXT NOT NULL, progress_json TEXT NOT NULL);
SQL
    say schema/main/full_schemas/1/full.sql.sqlite 'CREATE TABLE base (x TEXT);'
    say schema/main/delta/1/01_old.sql 'CREATE TABLE base (x TEXT);'
    say schema/main/delta/2/02_rooms.sql 'CREATE TABLE rooms (room_id TEXT);'
    put schema/main/delta/2/03_program.py <<'PY'
def run_create(cursor, engine):
    cursor.execute("CREATE TABLE made (x TEXT)")
PY
    put schema/main/delta/2/04_update.sql <<'SQL'
INSERT INTO background_updates VALUES ('made_idx', '{}'), ('rooms_idx', '{}');
SQL
    say schema/main/background_updates/made_idx.sql 'CREATE INDEX made_idx ON made (x);'
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    put sources/updates.py <<'PY'
class Store:
    def __init__(self):
        self.db.updates.register_background_index_update(
            "rooms_idx", index_name="rooms_idx", table="rooms", columns=["room_id"])
PY
    printf 'background-source = sources\nlayout = flat\n' >fullschema.ini
}

generate_sqlite() { "$FULLSCHEMA" generate --engine sqlite; }

# What generate reads of it.
read_files() {
    cat <<'END'
schema/common/schema_version.sql
schema/common/delta/2/01_queue.sql
schema/main/full_schemas/1/full.sql.sqlite
schema/main/delta/2/02_rooms.sql
schema/main/delta/2/03_program.py
schema/main/background_updates/made_idx.sql
schema/__init__.py
fullschema.ini
END
}

read_directories() {
    cat <<'END'
schema/common
schema/common/delta
schema/common/full_schemas
schema/common/full_schemas/1
schema/main
schema/main/delta
schema/main/delta/2
schema/main/full_schemas/1
schema/main/background_updates
sources
END
}

@test "the project itself is in order" {
    put_project
    limited "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    grep -q 'CREATE INDEX made_idx' full_schemas/2/main/full.sql.sqlite
    grep -q 'CREATE INDEX rooms_idx' full_schemas/2/main/full.sql.sqlite
}

@test "a file that is a link out of the directory is named, and nothing of it is shown" {
    put_project
    read_files >../list
    while read -r path; do
        mv "$path" ../kept
        up=$(sed 's,[^/]*/,../,g; s,[^/]*$,,' <<<"$path")
        for target in "$scratch/outside/secret" "$up../outside/secret"; do
            ln -sfn "$target" "$path"
            refused "$path: is a symbolic link that leads out of the " "$FULLSCHEMA" generate --engine sqlite
        done
        rm "$path"
        mv ../kept "$path"
    done <../list
    [ ! -e full_schemas ]
}

@test "the same as an ordinary user, of a file that this user may read" {
    put_project
    read_files >../list
    as_user
    while read -r path; do
        mv "$path" ../kept
        ln -s outside/secret ../one
        ln -s "$scratch/one" "$path"
        refused "$path: is a symbolic link that leads out of the " "$FULLSCHEMA" generate --engine sqlite
        rm "$path" ../one
        mv ../kept "$path"
    done <../list
}

@test "a directory that is a link out of the directory is named" {
    put_project
    read_directories >../list
    while read -r path; do
        mv "$path" ../outside/there
        ln -s "$scratch/outside/there" "$path"
        refused "$path" "$FULLSCHEMA" generate --engine sqlite
        expect_in_stderr 'is a symbolic link that leads out of the '
        rm "$path"
        mv ../outside/there "$path"
    done <../list
    [ ! -e full_schemas ]
}

@test "a Python source that is a link out is named where updates stay unknown, and shows nothing" {
    put_project
    mv sources/updates.py ../outside/updates.py
    echo '# SECRET' >>../outside/updates.py
    ln -s "$scratch/outside/updates.py" sources/updates.py
    refused 'sources/updates.py: cannot be read: a symbolic link leads out of the sources' \
        "$FULLSCHEMA" generate --engine sqlite
    rm sources/updates.py
    mkfifo sources/updates.py
    refused 'sources/updates.py: cannot be read: not a regular file' "$FULLSCHEMA" generate --engine sqlite
}

@test "every kind of file in the place of one that is read is refused by name, at once" {
    put_project
    read_files >../list
    while read -r path; do
        mv "$path" ../kept
        mkfifo "$path"
        refused "$path: is a FIFO (named pipe), not a regular file" "$FULLSCHEMA" generate --engine sqlite
        rm "$path"
        python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' "$path"
        refused "$path: is a socket, not a regular file" "$FULLSCHEMA" generate --engine sqlite
        rm "$path"
        mkfifo schema/.pipe
        ln -s "$PWD/schema/.pipe" "$path"
        case $path in
        fullschema.ini) refused "$path: is a FIFO (named pipe)" "$FULLSCHEMA" generate --engine sqlite ;;
        *) refused "$path: is a " "$FULLSCHEMA" generate --engine sqlite ;;
        esac
        rm "$path" schema/.pipe
        mv ../kept "$path"
    done <../list
}

@test "a device and a directory in the place of a file" {
    put_project
    for path in schema/common/schema_version.sql schema/__init__.py fullschema.ini; do
        mv "$path" ../kept
        mkdir "$path"
        refused "$path: is a directory, not a regular file" "$FULLSCHEMA" generate --engine sqlite
        rmdir "$path"
        if [ "$(id -u)" = 0 ] && mknod "$path" c 1 5; then
            refused "$path: is a character device, not a regular file" "$FULLSCHEMA" generate --engine sqlite
            rm "$path"
        fi
        mv ../kept "$path"
    done
}

@test "migrations: the file, what stands beside it, its directory" {
    say migrations/V1__rooms.sql 'CREATE TABLE rooms (x TEXT);'
    say migrations/2_more/up.sql 'CREATE TABLE more (x TEXT);'
    migrate() { "$FULLSCHEMA" generate -s migrations --layout-in numbered --engine sqlite; }
    export -f migrate
    limited bash -c migrate
    expect_status 0
    for path in migrations/V1__rooms.sql migrations/V1__rooms.sql.conf migrations/2_more/up.sql \
        migrations/2_more/metadata.toml migrations/2_more; do
        if [ -e "$path" ]; then mv "$path" ../kept; fi
        ln -s "$scratch/outside/secret" "$path"
        refused "$path: is a symbolic link that leads out of the directory migrations" bash -c migrate
        rm "$path"
        mkfifo "$path"
        case $path in
        migrations/2_more) limited bash -c migrate ;;
        *) refused "$path: is a FIFO (named pipe), not a regular file" bash -c migrate ;;
        esac
        rm "$path"
        if [ -e ../kept ]; then mv ../kept "$path"; fi
    done
}

@test "links that stay in the directory are followed, and in a git work tree those that stay in it" {
    put_project
    mv schema/main/delta/2/02_rooms.sql schema/rooms
    ln -s ../../../rooms schema/main/delta/2/02_rooms.sql
    mv schema/main/delta/1 schema/old
    ln -s "$PWD/schema/old" schema/main/delta/1
    limited "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    mv schema/main elsewhere
    ln -s ../elsewhere schema/main
    refused 'schema/main: is a symbolic link that leads out of the directory schema' "$FULLSCHEMA" generate --engine sqlite
    ln -sfn ../../../schema/rooms elsewhere/delta/2/02_rooms.sql
    git init -q .
    limited "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    ln -sfn ../../../../outside/secret elsewhere/delta/2/02_rooms.sql
    refused 'is a symbolic link that leads out of the git repository' "$FULLSCHEMA" generate --engine sqlite
}

@test "no link leads into .git, where a token may be" {
    put_project
    git init -q .
    git config http.extraheader 'AUTHORIZATION: basic SECRET'
    for target in ../../../../.git/config ../../../../.GIT/config; do
        ln -sfn "$target" schema/main/delta/2/05_token.sql
        refused 'schema/main/delta/2/05_token.sql: is a symbolic link that leads out of the git repository' \
            "$FULLSCHEMA" generate --engine sqlite
    done
}

@test "snapshots: check, diff and html, files and directories" {
    put_project
    generate_sqlite
    cp -r full_schemas old
    for path in full_schemas/2/main/full.sql.sqlite full_schemas/2/main full_schemas/2 full_schemas; do
        mv "$path" ../kept
        if [ -d ../kept ]; then
            cp -r ../kept ../outside/there
            ln -s "$scratch/outside/there" "$path"
        else
            ln -s "$scratch/outside/secret" "$path"
        fi
        [ "$path" = full_schemas ] || {
            for command in 'diff old full_schemas' 'diff full_schemas old' 'html full_schemas'; do
                # shellcheck disable=SC2086
                refused "$path: is a symbolic link that leads out of the directory full_schemas" "$FULLSCHEMA" $command
            done
        }
        refused "$path: is a symbolic link that leads out of the " "$FULLSCHEMA" check --engine sqlite
        rm -rf "$path" ../outside/there
        mv ../kept "$path"
    done
    rm full_schemas/2/main/full.sql.sqlite
    mkfifo full_schemas/2/main/full.sql.sqlite
    for command in 'diff old full_schemas' 'html full_schemas' 'check --engine sqlite'; do
        # shellcheck disable=SC2086
        refused 'full_schemas/2/main/full.sql.sqlite: is a FIFO (named pipe), not a regular file' "$FULLSCHEMA" $command
    done
}

@test "parity.txt" {
    put_project
    rm -r schema/main/delta/2 schema/common/delta/2 schema/__init__.py
    ln -s "$scratch/outside/secret" schema/parity.txt
    refused 'schema/parity.txt: is a symbolic link that leads out of the directory schema' "$FULLSCHEMA" verify --parity
    rm schema/parity.txt
    mkfifo schema/parity.txt
    refused 'schema/parity.txt: is a FIFO (named pipe), not a regular file' "$FULLSCHEMA" verify --parity
}

@test "the usual directories are no links out; one that is named may be, but not out of a git work tree" {
    put_project
    mv schema ../outside/there
    ln -s ../outside/there schema
    refused 'schema: is a symbolic link that leads out of the working directory' "$FULLSCHEMA" generate --engine sqlite
    for command in plan 'delta add_rooms' 'check --engine sqlite' 'verify --engine sqlite'; do
        # shellcheck disable=SC2086
        refused 'schema: is a symbolic link that leads out of the working directory' "$FULLSCHEMA" $command
    done
    limited "$FULLSCHEMA" generate -s schema -c fullschema.ini --engine sqlite
    expect_status 0
    git init -q .
    refused 'schema: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" generate -s schema --engine sqlite
    refused 'schema: is a symbolic link that leads out of the git repository' \
        "$FULLSCHEMA" generate -s "$PWD/schema" --engine sqlite
    cd ..
    refused() { :; }
    limited "$FULLSCHEMA" generate -s project/schema -o out --engine sqlite
    expect_status 2
    expect_in_stderr 'project/schema: is a symbolic link that leads out of the git repository'
}

# ---- writing ----

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

# ---- what is named to be read ----

@test "what is named and is no file is refused by name, at once" {
    put_project
    generate_sqlite
    mkfifo pipe
    python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("socket")'
    for command in 'diff pipe full_schemas' 'diff full_schemas pipe' 'html pipe' 'inspect pipe' \
        'check --against pipe' 'check --targets pipe' 'config -c pipe' 'generate -c pipe' 'git-diff --textconv pipe'; do
        # shellcheck disable=SC2086
        refused 'pipe: is a FIFO (named pipe), not a regular file' "$FULLSCHEMA" $command
        # shellcheck disable=SC2086
        refused 'socket: is a socket, not a regular file' "$FULLSCHEMA" ${command//pipe/socket}
        # shellcheck disable=SC2086
        refused '/dev/zero: is a character device, not a regular file' "$FULLSCHEMA" ${command//pipe//dev/zero}
    done
    mkdir directory
    refused 'directory: is a directory, not a regular file' "$FULLSCHEMA" config -c directory
    refused 'directory: is a directory, not a regular file' "$FULLSCHEMA" check --targets directory
    refused 'pipe: is no directory, so no schema directory' "$FULLSCHEMA" generate -s pipe
}

@test "a file that is named leads out of no git work tree" {
    put_project
    generate_sqlite
    git init -q .
    ln -s "$scratch/outside/secret" link
    for command in 'diff link full_schemas' 'html link' 'config -c link' 'check --targets link' 'inspect link' \
        'check --against link'; do
        # shellcheck disable=SC2086
        refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" $command
    done
    sqlite3 ../outside/live.db 'CREATE TABLE secret (x)'
    ln -sfn "$scratch/outside/live.db" link
    refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" inspect link
    refused 'link: is a symbolic link that leads out of the git repository' "$FULLSCHEMA" check --against link
    limited "$FULLSCHEMA" inspect ../outside/live.db
    expect_status 0
}

@test "pipes that the process was given are read, and Ctrl-C ends that" {
    say old.sql.sqlite 'CREATE TABLE rooms (x TEXT);'
    say targets 'x nowhere.db'
    limited "$FULLSCHEMA" diff --engine sqlite <(cat old.sql.sqlite) <(echo 'CREATE TABLE users (y TEXT);')
    expect_status 1
    [[ $output == *'+ table users'* ]]
    limited bash -c 'cat old.sql.sqlite | "$FULLSCHEMA" diff --engine sqlite /dev/stdin old.sql.sqlite'
    expect_status 0
    limited bash -c '"$FULLSCHEMA" diff --engine sqlite /dev/stdin old.sql.sqlite <old.sql.sqlite'
    expect_status 0
    limited "$FULLSCHEMA" diff --engine sqlite <(:) /dev/null
    expect_status 0
    limited "$FULLSCHEMA" config -c <(echo 'engine = sqlite')
    expect_status 0
    [[ $output == *'engine = sqlite'* ]]
    for command in 'diff --engine sqlite /dev/fd/9 old.sql.sqlite' 'html /dev/fd/9' 'config -c /dev/fd/9' 'check --targets /dev/fd/9'; do
        mkfifo silent
        exec 9<>silent
        SECONDS=0
        # shellcheck disable=SC2086
        run timeout --foreground -k 20 -s INT 1 "$FULLSCHEMA" $command
        [ "$status" = 124 ] || { show_run; return 1; }
        [ "$SECONDS" -lt 10 ]
        exec 9>&-
        rm silent
    done
}

@test "an endless pipe ends with an error" {
    limited bash -c 'yes "CREATE TABLE x (y TEXT);" | "$FULLSCHEMA" diff --engine sqlite /dev/stdin /dev/null'
    expect_status 2
    expect_in_stderr '/dev/stdin: is larger than 128 MB, the most that is read'
}

@test "a database or a version that is a link to nothing is an error, not a schema without it" {
    put_project
    for path in schema/main schema/main/delta schema/main/delta/2 schema/common/full_schemas/1; do
        mv "$path" ../kept
        for target in nothing "$(basename "$path")"; do
            ln -sfn "$target" "$path"
            refused "$path: " "$FULLSCHEMA" generate --engine sqlite
        done
        rm "$path"
        mv ../kept "$path"
    done
}
