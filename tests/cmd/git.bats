#!/usr/bin/env bats
# The driver of git: real repositories, with the two lines of configuration that docs/git.md shows.

load ../lib/common
load ../lib/terminal

setup() {
    enter_scratch
    export GIT_CEILING_DIRECTORIES=${scratch%/*} GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
    export GIT_PAGER=cat
    mkdir bin
    ln -s "$FULLSCHEMA" bin/fullschema
    PATH=$scratch/bin:$PATH
    git init -q -b main .
    # As the page says, word for word.
    sed -n '/^```console$/,/^```$/s/^\$ //p' "$repo/docs/git.md" | grep '^git config' >set_up.sh
    [ "$(wc -l <set_up.sh)" -eq 2 ]
    . ./set_up.sh
    sed -n '/^```gitattributes$/,/^```$/p' "$repo/docs/git.md" | grep -v '^```' >.gitattributes
    postgres=db/full_schemas/1/main/full.sql.postgres sqlite=db/full_schemas/1/main/full.sql.sqlite
    put $postgres <<'SQL'
CREATE TABLE rooms (
    room_id text NOT NULL,
    creator text,
    CONSTRAINT rooms_pkey PRIMARY KEY (room_id)
);

CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS $$
SELECT
  1
$$;
SQL
    put $sqlite <<'SQL'
CREATE TABLE rooms (
    room_id TEXT NOT NULL,
    creator TEXT,
    PRIMARY KEY (room_id)
);
SQL
    printf '/bin/\n/tmp/\n/set_up.sh\n' >.gitignore
    git add . && git commit -qm one
}

git_() { run --separate-stderr git "$@"; }

# change: the snapshots as a later commit has them.
change() {
    sed -i 's/creator text/creator varchar(10),\n    topic text/; s/^  1$/  2/' $postgres
    echo 'CREATE INDEX rooms_creator ON rooms (creator);' >>$sqlite
}

# headless: the output without what git tells of commits and blobs.
headless() { grep -vE '^(index|commit|Author|Date) ?|^ *$'; }

@test "git diff shows objects and what their changes mean" {
    change
    git_ diff
    expect_status 0
    [ -z "$stderr" ]
    expect_output <<'END'
main, postgres: db/full_schemas/1/main/full.sql.postgres

  ~ function one()
      body: (3 lines) -> (3 lines), shown by --patch
  table rooms
    ~ column creator
        type: text -> character varying(10)
        breaking: values that fitted before may not fit (fullschema explain column-type-narrowed)
    + column topic: text, position 3

main, sqlite: db/full_schemas/1/main/full.sql.sqlite

  table rooms
    + index rooms_creator: keys creator
END
    git_ diff --no-ext-diff --no-textconv -- $sqlite
    [[ $output == *'+CREATE INDEX rooms_creator ON rooms (creator);'* ]]
}

@test "git log -p and git show compare objects line by line" {
    change
    git commit -qam two
    for words in 'log -p -1' 'show' 'diff --no-ext-diff HEAD~1'; do
        # shellcheck disable=SC2086
        git_ $words --format= -- $postgres
        expect_status 0
        diff -u - <(headless <<<"$output") <<'END'
diff --git a/db/full_schemas/1/main/full.sql.postgres b/db/full_schemas/1/main/full.sql.postgres
--- a/db/full_schemas/1/main/full.sql.postgres
+++ b/db/full_schemas/1/main/full.sql.postgres
@@ -2,9 +2,10 @@ function one(): returns integer, language sql
     body:
         SELECT
-          1
+          2
 table rooms
     column room_id: text, NOT NULL
-    column creator: text
+    column creator: character varying(10)
+    column topic: text
     constraint rooms_pkey: PRIMARY KEY (room_id)
END
    done
    git_ log -p --ext-diff -1 --format=
    [[ $output == *'breaking: values that fitted before may not fit'* ]]
}

@test "a snapshot of a new version is reported beside the one before it" {
    mkdir db/full_schemas/3 db/full_schemas/11
    cp -r db/full_schemas/1/main db/full_schemas/3
    echo 'CREATE TABLE of_three (id INTEGER);' >>db/full_schemas/3/main/full.sql.sqlite
    git add . && git commit -qm three
    cp -r db/full_schemas/3/main db/full_schemas/11
    echo 'CREATE TABLE of_eleven (name TEXT);' >>db/full_schemas/11/main/full.sql.sqlite
    git add .
    git_ diff --cached
    expect_output <<'END'
main, sqlite: db/full_schemas/3/main/full.sql.sqlite -> db/full_schemas/11/main/full.sql.sqlite

  + table of_eleven
END
}

@test "the first snapshots as all that they make, removed ones as one change, moved ones by both names" {
    git_ show --ext-diff --format= -- $sqlite
    expect_output <<END
main, sqlite: (none) -> $sqlite

  + table rooms
END
    git rm -q $sqlite
    git_ diff --cached
    [[ $output == *"main, sqlite: $sqlite -> (none)"*"- snapshot $sqlite"* ]]
    git reset -q --hard
    git mv db/full_schemas/1 db/full_schemas/2
    echo 'CREATE INDEX rooms_creator ON rooms (creator);' >>db/full_schemas/2/main/full.sql.sqlite
    git add .
    git_ diff --cached -M20%
    [[ $output == *"$sqlite -> db/full_schemas/2/main/full.sql.sqlite"*'+ index rooms_creator'* ]]
}

@test "other text of the same objects is reported, a mode is not" {
    sed -i 's/^CREATE TABLE rooms/create table rooms/' $sqlite
    git_ diff
    [[ $output == *"same objects, other text from line 1: CREATE TABLE rooms ( -> create table rooms ("* ]]
    git reset -q --hard
    chmod +x $sqlite
    git_ diff
    expect_status 0
    expect_no_output
}

@test "the indentation of another text is not reported, where it is the same" {
    sed -i 's/^    creator TEXT/    creator  TEXT/' $sqlite
    git_ diff
    [[ $output == *"same objects, other text from line 3: creator TEXT, -> creator  TEXT,"* ]]
}

@test "who leaves the pager is not told that the driver died" {
    sed -i 's/creator TEXT/maker TEXT/' $sqlite
    # A pipe that nobody reads any more.
    run python3 -c 'import os, subprocess, sys
reader, writer = os.pipe()
os.close(reader)
sys.exit(subprocess.run(["git", "-c", "core.pager=cat", "diff"], stdout=writer).returncode)'
    expect_status 0
    expect_no_output
}

@test "from a directory below, and with names that shells trip over" {
    mkdir -p "a b/full_schemas/1/it's"
    cp $sqlite "a b/full_schemas/1/it's"
    git add . && git commit -qm more
    echo 'CREATE TABLE more (id INTEGER);' >>"a b/full_schemas/1/it's/full.sql.sqlite"
    cd "a b"
    git_ diff
    [[ $output == "it's, sqlite: a b/full_schemas/1/it's/full.sql.sqlite"*'+ table more'* ]]
}

# conflict: a merge that stops, in the text of both engines' snapshots.
conflict() {
    git checkout -q -b other
    sed -i 's/creator text/creator bigint/' $postgres
    git commit -qam other
    git checkout -q main
    sed -i 's/creator text/creator varchar(10)/' $postgres
    git commit -qam mine
    run git merge other
    [ "$status" -eq 1 ]
}

@test "during a merge: which objects both sides have changed" {
    conflict
    git_ diff
    expect_status 0
    diff -u - <(headless <<<"$output") <<'END'
diff --cc db/full_schemas/1/main/full.sql.postgres
--- a/db/full_schemas/1/main/full.sql.postgres
+++ b/db/full_schemas/1/main/full.sql.postgres
@@@ -6,5 -6,5 +6,9 @@@ function one(): returns integer, langua
  table rooms
      column room_id: text, NOT NULL
++<<<<<<< ours
 +    column creator: character varying(10)
++=======
+     column creator: bigint
++>>>>>>> theirs
      constraint rooms_pkey: PRIMARY KEY (room_id)
END
    # One side against the file with its marks: its lines, and why.
    git_ diff HEAD
    expect_status 0
    [[ $output == "$postgres:3:1: it holds the marks of a merge"*$'\n+<<<<<<< HEAD\n'*$'\n+    creator bigint,\n'* ]]
    # What git calls the command with for a path that is not merged.
    run "$FULLSCHEMA" git-diff $postgres
    [ "$output" = "* Unmerged path $postgres" ]
}

@test "what is no snapshot is compared by its lines" {
    put $postgres <<<"CREATE TABLE rooms (room_id TEXT DEFAULT 'x"
    git_ diff
    expect_status 0
    [[ $output == "$postgres:1:"*"--- $postgres"*'-    room_id text NOT NULL,'* ]]
    git commit -qam broken
    git_ log -p -1 --format=
    expect_status 0
    [[ $output == *'+CREATE TABLE rooms (room_id TEXT'* ]]
    # A merge's marks in a text that neither side can be read of.
    printf "<<<<<<< a\n'\n=======\n\"\n>>>>>>> b\n" >marks.postgres
    run --separate-stderr "$FULLSCHEMA" git-diff --textconv marks.postgres
    expect_output <marks.postgres
}

@test "colours where git's pager has them" {
    change
    GIT_PAGER_IN_USE=true TERM=xterm git_ diff
    [[ $output == *$'\033[32m+ column topic'* ]]
    GIT_PAGER_IN_USE=true TERM=dumb git_ diff
    [[ $output != *$'\033'* ]]
    GIT_PAGER_IN_USE=true TERM=xterm NO_COLOR=1 git_ diff
    [[ $output != *$'\033'* ]]
    TERM=xterm on_terminal git diff
    [[ $output == *$'\033[32m+ column topic'* ]]
}

@test "words that git would not give" {
    run --separate-stderr "$FULLSCHEMA" git-diff a b
    expect_status 2
    expect_in_stderr 'these are not the arguments that git gives' 'docs/git.md'
    run --separate-stderr "$FULLSCHEMA" git-diff --textconv missing
    expect_status 2
    expect_in_stderr 'missing: cannot read: No such file or directory'
}
