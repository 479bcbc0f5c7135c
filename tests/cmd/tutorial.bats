#!/usr/bin/env bats
# Pages of the documentation are done as a reader does them: tests/lib/console.py.

load ../lib/common

# The reader has the program in PATH, and git knows who he is.
setup() {
    enter_scratch
    mkdir bin place
    ln -s "$FULLSCHEMA" bin/fullschema
    export PATH=$scratch/bin:$PATH GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$scratch/gitconfig
    git config --global user.name reader
    git config --global user.email reader@example.org
    git config --global init.defaultBranch main
    cd place
}

# do_page PAGE: fails with the differences.
do_page() { python3 "$repo/tests/lib/console.py" "$1"; }

@test "docs/tutorial.md: every command prints what is shown" {
    do_page "$repo/docs/tutorial.md"
    nothing_left
}

@test "README.md: every command prints what is shown" {
    mkdir ../fullschema
    cd ../fullschema
    git init -q
    cp -r "$repo/schema" "$repo/full_schemas" .
    git add -A && git commit -qm 'As it was cloned'
    mkdir build
    ln -s "$FULLSCHEMA" build/fullschema
    # What it takes to be the reader's own.
    say db/migrations/1_rooms.sql 'CREATE TABLE rooms (room_id bigint NOT NULL, creator text);'
    say db/migrations/2_creators.sql 'CREATE INDEX rooms_creator ON rooms (creator);'
    sqlite3 app.db <full_schemas/59/main/full.sql.sqlite
    do_page "$repo/README.md"
    nothing_left
}

@test "docs/configuration.md: its file says what is shown" {
    do_page "$repo/docs/configuration.md"
}

# page < text: writes a page; ~~~ stands for a fence.
page() { sed 's/^~~~/```/' >../page.md; }

@test "a page that shows something else than is printed is reported, command by command" {
    page <<'MD'
Text.

~~~console
$ echo one
one
$ printf 'a\nb\n' | cat
a
$ echo two >&2
two
~~~
MD
    run --separate-stderr -1 do_page ../page.md
    expect_output <<'END'
$ printf 'a\nb\n' | cat
--- shown
+++ printed
@@ -1 +1,2 @@
 a
+b

3 commands, 1 of them printed something else
END
}

# prints_else COMMAND SHOWN
prints_else() {
    page < <(printf '%s\n' '~~~console' "\$ $1" "$2" '~~~')
    run -1 do_page ../page.md
}

@test "one line more, less or other, and a number that is no time, are differences" {
    prints_else true 'more'
    prints_else 'echo less; echo less' 'less'
    prints_else 'echo other' 'another'
    prints_else 'echo "(1.5 s)" "(2 s)"' '(0.1 s) (1 s)'
    page <<'MD'
~~~console
$ echo "done (12.5 s)"
done (0.1 s)
~~~
MD
    run -0 do_page ../page.md
}

@test "a page without commands, with output of none, or that ends the shell, was not done" {
    page <<'MD'
~~~
$ echo one
one
~~~
MD
    run -1 do_page ../page.md
    page <<'MD'
~~~console
output
~~~
MD
    run ! do_page ../page.md
    page <<'MD'
~~~console
$ exit 0
~~~
MD
    run ! do_page ../page.md
}

@test "a page is one session: directories, exit statuses, here-documents, files it names" {
    page <<'MD'
~~~ini below/fullschema.ini
quiet = true
~~~

~~~console
$ cd below
$ cat >a <<'END'
$ is no prompt here
END
$ sed 's/^..//' a; cat fullschema.ini; false
is no prompt here
quiet = true
$ echo $?
1
~~~
MD
    do_page ../page.md
}

@test "a page is brought up to date on demand, and nothing else in it changes" {
    page <<'MD'
Text.

~~~console
$ echo one
two
$ echo "(1.5 s)"
(0.9 s)
~~~
End.
MD
    cp ../page.md before.md
    run -1 python3 "$repo/tests/lib/console.py" --update ../page.md
    run -0 do_page ../page.md
    diff <(sed 's/^two$/one/' before.md) ../page.md
}
