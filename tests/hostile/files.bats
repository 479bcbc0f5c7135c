#!/usr/bin/env bats
# What a stranger's tree may not do with links, FIFOs and the like: docs/files.md.
#
# A project stands in project/, which is also the working directory; what must
# stay unread and unwritten is beside it, in outside/.

load ../lib/common
load ../lib/hostile_files

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
    rm schema/parity.txt
    yes 'main: table rooms: whatever there is of it' | head -c 2000000 >schema/parity.txt
    refused 'schema/parity.txt:1:1: a file of more than 1048576 bytes' "$FULLSCHEMA" verify --parity
    truncate -s 200M schema/parity.txt
    refused 'schema/parity.txt: is larger than 128 MB, the most that is read' "$FULLSCHEMA" verify --parity
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
