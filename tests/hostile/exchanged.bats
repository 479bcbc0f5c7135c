#!/usr/bin/env bats
# Files and directories that are exchanged with links out of the project while a run reads or writes them.

load ../lib/common
load ../lib/hostile_files

# exchanging PATH TARGET: PATH is by turns what it was and a link to TARGET, until it is ended.
exchanging() {
    start exchange python3 -c 'import ctypes, os, sys
path, target = (os.fsencode(word) for word in sys.argv[1:])
libc = ctypes.CDLL(None)
os.symlink(target, path + b".link")
while libc.renameat2(-100, path, -100, path + b".link", 2) == 0: # RENAME_EXCHANGE
    pass' "$1" "$2"
    within 20 is_exchanged "$1"
}

is_exchanged() { [ -L "$1" ] || [ -L "$1.link" ]; }

@test "what is read: nothing of outside is shown" {
    local path round
    put_project
    mkdir -p ../outside/directory/1
    for path in schema/main/delta/2/02_rooms.sql:secret schema/main/delta/2:directory schema/__init__.py:secret; do
        exchanging "${path%%:*}" "$PWD/../outside/${path#*:}"
        for round in 1 2 3 4 5 6; do
            limited "$FULLSCHEMA" generate --engine sqlite -o out
            [[ $status = [02] ]] || { show_run; false; }
            [[ $output$stderr != *SECRET* ]] || { show_run; false; }
            [ -z "$(grep -rl SECRET out 2>/dev/null)" ]
        done
        kill -KILL "$started"
        finish "$started"
        rm -rf schema out
        put_project
    done
}

@test "what is written in a git work tree: nothing comes to be outside" {
    local round before
    git init -q
    put_project
    "$FULLSCHEMA" generate --engine sqlite -q
    before=$(fingerprint ../outside)
    exchanging full_schemas "$PWD/../outside"
    for round in 1 2 3 4 5 6 7 8; do
        say "schema/main/delta/2/1${round}_more.sql" "CREATE TABLE more_$round (x TEXT);"
        limited "$FULLSCHEMA" generate --engine sqlite
        [[ $status = [02] ]] || { show_run; false; }
        [ "$(fingerprint ../outside)" = "$before" ]
        [ "$(ls ../outside)" = secret ]
    done
    kill -KILL "$started"
}
