#!/usr/bin/env bats
# fullschema --version: the libraries, and the servers it finds.

load ../lib/common
load ../lib/server

# put_programs DIR SHELL-TEXT: a directory with server programs; postgres does that.
put_programs() {
    mkdir -p "$1"
    printf '#!/bin/sh\nexit 1\n' >"$1/initdb"
    printf '#!/bin/sh\n%s\n' "$2" >"$1/postgres"
    chmod 755 "$1" "$1"/*
}

# version [NAME=VALUE...]: the program with nothing in PATH but what is said.
version() {
    run --separate-stderr env -u PG_BINDIR PATH=/nowhere "$@" "$FULLSCHEMA" --version
}

# What was printed about servers, but for those of the machine itself.
servers_told() { sed -n '/^Postgres servers/,$p' <<<"$output" | grep -v ' /usr/lib/postgresql/'; }

@test "its own version alone in the first line, then every library with the version that is loaded" {
    version
    expect_status 0
    [[ ${lines[0]} =~ ^fullschema\ [0-9]+\.[0-9]+(\.[0-9]+)?$ ]]
    local pattern
    for pattern in 'libpq [0-9]+\.[0-9]+' "SQLite $(sqlite3 --version | cut -d' ' -f1)" \
        'libpg_query with the grammar of Postgres 1[0-9]\.[0-9]+' 'libgit2 [0-9]+\.[0-9]+\.[0-9]+' \
        'Graphviz [0-9]+\.[0-9]+\.[0-9]+' 'jansson [0-9]+\.[0-9.]+' 'talloc [0-9]+\.[0-9]+'; do
        grep -qxE "$pattern" <<<"$output" || { echo "missing: $pattern"; show_run; return 1; }
    done
    local told=$output
    run "$FULLSCHEMA" -V
    [ "${output%%Postgres servers*}" = "${told%%Postgres servers*}" ]
}

# expect_undrawn DIR REASON: the program there says why it draws nothing, in --version and on a page that is else the same.
expect_undrawn() {
    run "$1/fullschema" --version
    grep -qx "Graphviz is not there, so that pages have no diagrams: $2" <<<"$output" || { show_run; return 1; }
    run "$1/fullschema" --version --json
    [ "$(jq .libraries.Graphviz <<<"$output")" = null ]
    "$1/fullschema" html full.sql.postgres -o without.html
    run -1 grep -q '<svg' without.html
    grep -qx "<p class=\"undrawn\">There are no diagrams: Graphviz was not there ($2).</p>" without.html
    expect_same <(sed '/^<h4>Tables around it/,/^<\/div>$/d' with.html) <(sed '/^<p class="undrawn">/d' without.html)
}

@test "without Graphviz, in the build or on the machine, --version and the page say why there is no diagram" {
    printf 'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int REFERENCES a);\n' >full.sql.postgres
    "$FULLSCHEMA" html full.sql.postgres -o with.html
    grep -q '<h4>Tables around it</h4>' with.html
    run -1 grep -q undrawn with.html
    run ldd "$FULLSCHEMA"
    [[ $output == *libpq* && $output != *libgvc* ]]

    mkdir built machine
    cp "$FULLSCHEMA" built/
    expect_undrawn built 'this build of fullschema has no fullschema-graphviz.so'
    cp "$FULLSCHEMA" machine/
    sed 's/libgvc\.so\.[0-9]/libgvc.so.x/' "${FULLSCHEMA%/*}/fullschema-graphviz.so" >machine/fullschema-graphviz.so
    chmod +x machine/fullschema-graphviz.so
    expect_undrawn machine 'libgvc.so.x: cannot open shared object file: No such file or directory'
}

@test "the server that generate would use is the marked one" {
    local programs
    programs=$(realpath "$(server_programs)")
    run --separate-stderr "$FULLSCHEMA" --version
    expect_status 0
    [ -z "$stderr" ]
    grep -qE "^\* $("$programs/postgres" --version | grep -oE '[0-9][0-9.]*' | head -n 1) +$programs( |$)" <<<"$output" ||
        { show_run; return 1; }
    [ "$(grep -c '^\*' <<<"$output")" = 1 ]
}

@test "servers in the order of the search, the first marked" {
    put_programs chosen 'echo "postgres (PostgreSQL) 18.1 (Debian 18.1-1)"'
    put_programs named 'echo "postgres (PostgreSQL) 12.3"'
    put_programs path 'echo "postgres (PostgreSQL) 17beta1"'
    ln -s path link
    version FULLSCHEMA_PG_BINDIR=chosen PG_BINDIR="$PWD/named" PATH="/nowhere:$PWD/path:relative:$PWD/link:$PWD/named"
    expect_status 0
    diff -u - <(servers_told) <<END
Postgres servers, in the order of the search (*: generate uses this one):
* 18.1    $PWD/chosen (from --pg-bindir)
  12.3    $PWD/named (from PG_BINDIR)
  17beta1  $PWD/path (from PATH)
END
    version PATH="$PWD/path:$PWD/named"
    [[ $(servers_told) == *"* 17beta1  $PWD/path (from PATH)"$'\n'"  12.3    $PWD/named (from PATH)"* ]]
}

@test "the environment chooses, as it does for generate; a mistake in fullschema.ini is reported and harms nothing" {
    put_programs chosen 'echo "postgres (PostgreSQL) 16.4"'
    version FULLSCHEMA_PG_BINDIR=chosen
    [[ $(servers_told) == *"* 16.4    $PWD/chosen (from --pg-bindir)"* ]]
    version PATH="$PWD/chosen" FULLSCHEMA_PG_USER=tester
    [[ $output == *'generate uses a running one, as role tester (pg-user)'* ]]
    run -1 grep '^\*' <<<"$output"
    say fullschema.ini $'[generate]\npg-bindri = chosen\npg-bindir = chosen'
    version
    expect_status 0
    expect_in_stderr 'fullschema.ini:2: generate has no option pg-bindri' 'did you mean pg-bindir?' \
        'fullschema.ini:3: pg-bindir is not for this file'
    [[ $output != *"$PWD/chosen"* ]]
    [[ $output == *'Postgres servers'* ]]
}

@test "server programs that do not work are said to be so, and soon" {
    put_programs silent 'exit 1'
    put_programs old 'echo "postgres (PostgreSQL) 9.6.24"'
    put_programs other 'echo "cannot load libxyz.so" >&2; exit 127'
    put_programs hangs 'exec sleep 60'
    put_programs killed 'kill -9 $$'
    put_programs broken ''
    printf '\177ELF of another machine' >broken/postgres
    local path=''
    for name in silent old other hangs killed broken; do
        path+=$PWD/$name:
    done
    SECONDS=0
    version PG_BINDIR="$PWD/empty" PATH="/usr/bin:/bin:$path"
    expect_status 0
    [ "$SECONDS" -lt 20 ]
    local expected
    while IFS= read -r expected; do
        servers_told | grep -qE "^$expected\$" || { echo "missing: $expected"; show_run; return 1; }
    done <<END
\* \?       $PWD/empty \(from PG_BINDIR\): there is no program initdb
  \?       $PWD/silent \(from PATH\): postgres --version says nothing
  9.6.24  $PWD/old \(from PATH\): the oldest that works is 11
  \?       $PWD/other \(from PATH\): postgres --version says: cannot load libxyz.so
  \?       $PWD/hangs \(from PATH\): postgres --version does not end
  \?       $PWD/killed \(from PATH\): postgres --version says nothing
  \?       $PWD/broken \(from PATH\): cannot run $PWD/broken/postgres as [a-z ]+: Exec format error
END
    no_servers
}

@test "no server anywhere: so it says, and where it looked" {
    unshare=(unshare --mount)
    [ "$(id -u)" = 0 ] || unshare=(unshare --mount --map-root-user)
    "${unshare[@]}" mount -t tmpfs none /usr/lib/postgresql 2>/dev/null ||
        skip "the machine's own Postgres cannot be hidden here (unshare --mount)"
    run --separate-stderr "${unshare[@]}" sh -c 'mount -t tmpfs none /usr/lib/postgresql
        exec env -u PG_BINDIR PATH=/nowhere "$FULLSCHEMA" --version'
    expect_status 0
    diff -u - <(sed -n '/^Postgres servers/,$p' <<<"$output") <<'END'
Postgres servers: none found
  looked at: --pg-bindir and PG_BINDIR (not given), PATH, /usr/lib/postgresql/*/bin
END
}

@test "--version --json says the same to programs; another word is refused" {
    put_programs chosen 'echo "postgres (PostgreSQL) 16.4"'
    version
    local text=$output
    run --separate-stderr env -u PG_BINDIR PATH=/nowhere FULLSCHEMA_PG_BINDIR=chosen "$FULLSCHEMA" --version --json
    expect_status 0
    [ "fullschema $(jq -r .fullschema <<<"$output")" = "$(head -n 1 <<<"$text")" ]
    [ "$(jq -c '.servers[0] | [.version, .directory, .found_by, .fault, .used]' <<<"$output")" = \
        "[\"16.4\",\"$PWD/chosen\",\"--pg-bindir\",null,true]" ]
    local name
    for name in libpq SQLite libgit2 jansson talloc; do
        grep -qxF "$name $(jq -r --arg name "$name" '.libraries[$name]' <<<"$output")" <<<"$text" || { show_run; return 1; }
    done
    run --separate-stderr "$FULLSCHEMA" --version --jsno
    expect_status 2
    expect_in_stderr 'unexpected argument after --version: --jsno'
}
