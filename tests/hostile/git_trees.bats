#!/usr/bin/env bats
# Trees of git that somebody has made by hand: a few objects that stand for millions of files, and more.

load ../lib/common

# put_bomb: in the commit $bomb each directory holds the one below twice, 20 deep: a million files and as many directories.
put_bomb() {
    git init -q .
    put_schema
    rm -r schema/state
    "$FULLSCHEMA" generate -q --engine sqlite
    git add -A
    git -c user.name=a -c user.email=a@b.example commit -qm 1
    local blob tree i
    blob=$(git hash-object -w schema/main/delta/1/02_rooms.sql)
    tree=$(printf '100644 blob %s\ta.sql\n' "$blob" | git mktree)
    for i in $(seq 20); do
        tree=$(printf '040000 tree %s\ta\n040000 tree %s\tb\n' "$tree" "$tree" | git mktree)
    done
    tree=$(printf '040000 tree %s\tschema\n' "$tree" | git mktree)
    bomb=$(git -c user.name=a -c user.email=a@b.example commit-tree -m bomb "$tree")
}

@test "a tree of millions of files is an error, in little memory and on little disk" {
    put_bomb
    local command blob tree i
    for command in "diff $bomb HEAD" "html $bomb"; do
        # shellcheck disable=SC2086
        run --separate-stderr timeout 60 "$FULLSCHEMA" $command
        expect_status 2
        expect_in_stderr "$bomb: more than 1000000 files and directories"
    done
    # Of files that are written out a few large ones are as many.
    blob=$(truncate -s 64M large && git hash-object -w large)
    tree=$(for i in $(seq 10 30); do printf '100644 blob %s\t%s.sql\n' "$blob" "$i"; done | git mktree)
    tree=$(printf '040000 tree %s\tschema\n' "$tree" | git mktree)
    bomb=$(git -c user.name=a -c user.email=a@b.example commit-tree -m bomb "$tree")
    run --separate-stderr timeout 60 "$FULLSCHEMA" diff --build "$bomb" --engine sqlite
    expect_status 2
    expect_in_stderr "$bomb: its files are more than 32,768 or 512 MiB"
    nothing_left
}

@test "a fullschema.ini without end is an error that says so" {
    yes 'a = b' | head -n 500000 >fullschema.ini
    put_schema
    run --separate-stderr timeout 20 "$FULLSCHEMA" plan
    expect_status 2
    expect_stderr <<<'fullschema: fullschema.ini: more than 5000 lines or 1024 KiB are no settings'
}

# tree_of MODE NAME HASH: the tree with that one entry, whatever git holds of it.
tree_of() {
    python3 -c 'import os, sys
os.write(1, b"%b %b\0%b" % (os.fsencode(sys.argv[1]), os.fsencode(sys.argv[2]), bytes.fromhex(sys.argv[3])))' "$@" |
        git hash-object -t tree -w --literally --stdin
}

# version_with MODE NAME HASH: a commit of the schema whose version 1 of main has that entry alone.
version_with() {
    local tree bookkeeping
    bookkeeping=$(git rev-parse HEAD:schema/common)
    tree=$(tree_of "$@")
    tree=$(printf '040000 tree %s\t1\n' "$tree" | git mktree --missing)
    tree=$(printf '040000 tree %s\tdelta\n' "$tree" | git mktree)
    tree=$(printf '040000 tree %s\tcommon\n040000 tree %s\tmain\n' "$bookkeeping" "$tree" | git mktree)
    tree=$(printf '040000 tree %s\tschema\n' "$tree" | git mktree)
    git commit-tree -m x "$tree"
}

@test "names of a tree that lead elsewhere, and entries that are no files, are not written out" {
    git init -q .
    put_bookkeeping
    say schema/main/delta/1/01_a.sql 'CREATE TABLE a (b INTEGER);'
    git add -A
    git commit -qm 1
    local blob link entry commit before
    blob=$(git rev-parse HEAD:schema/main/delta/1/01_a.sql)
    link=$(printf /etc/passwd | git hash-object -w --stdin)
    before=$(find . -path ./.git -prune -o -print | LC_ALL=C sort)
    while read -r entry; do
        # shellcheck disable=SC2086
        commit=$(version_with $entry)
        run --separate-stderr timeout 60 "$FULLSCHEMA" diff --build "$commit" HEAD --engine sqlite
        [ "$status" -eq 2 ] || { echo "$entry"; show_run; false; }
        expect_in_stderr "$commit:"
        [[ $stderr != *root:* ]]
        nothing_left
    done <<END
100644 ../../../../../x-$$.sql $blob
100644 /$scratch/x-$$.sql $blob
040000 .. $(git rev-parse HEAD:schema/main/delta/1)
040000 . $(git rev-parse HEAD:schema/main/delta/1)
120000 01_x.sql $link
120000 1 $link
160000 01_x.sql 1111111111111111111111111111111111111111
100644 01_x.sql 2222222222222222222222222222222222222222
777777 01_x.sql $blob
END
    [ "$(find . -path ./.git -prune -o -print | LC_ALL=C sort)" = "$before" ]
    [ -z "$(find .. / -maxdepth 1 -name "x-$$.sql")" ]
}
