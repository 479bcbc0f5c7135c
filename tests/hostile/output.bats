#!/usr/bin/env bats
# What strangers have written is printed so that neither a terminal nor the log of a job obeys it.

load ../lib/common
load ../lib/server

teardown() {
    stop_server
    leave_scratch
}

# What moves a cursor, sets a window's title, is CSI in one byte and in UTF-8,
# turns the direction of reading, is not seen, ends a line, is no UTF-8.
esc=$'\e[31m\e]0;x\a' c1=$'\xc2\x9b2J' bidi=$'\xe2\x80\xae' unseen=$'\xe2\x80\x8b' line=$'\xe2\x80\xa8' raw=$'\x9b1A\xff'
evil=$esc$c1$bidi$unseen$line$'\x7f'
told='\x1b[31m\x1b]0;x\x07\u009b2J\u202e\u200b\u2028\x7f'
# A line that a job of GitHub obeys; in a name of a file without the slash that it would not have.
order=$'\n::error::obeyed\n ##[add-mask]obeyed'

# quiet STATUS TEXT... -- COMMAND...: the command ends so, shows these texts, and nothing of it is obeyed.
quiet() {
    local expected=$1 texts=() text
    shift
    while [ "$1" != -- ]; do
        texts+=("$1")
        shift
    done
    shift
    run "$repo/tests/lib/raw_output.py" "$@"
    [ "$status" -eq "$expected" ] || { echo "status: $status"; tail -n 40 <<<"$output" | cut -c 1-400; return 1; }
    for text in "${texts[@]}"; do
        [[ $output == *"$text"* ]] || { echo "missing: $text"; tail -n 40 <<<"$output" | cut -c 1-400; return 1; }
    done
}

@test "words of the command line" {
    quiet 2 "no command $told" -- "$FULLSCHEMA" "$evil"
    quiet 2 '\xff' -- "$FULLSCHEMA" "a$raw$order"
    quiet 2 "--$told" -- "$FULLSCHEMA" diff "--$evil"
    local command
    for command in check generate plan verify; do
        quiet 2 "$told" -- "$FULLSCHEMA" "$command" -s "$evil$order"
        quiet 2 "$told" -- "$FULLSCHEMA" "$command" --engine "$evil$order"
    done
    quiet 2 "$told" -- "$FULLSCHEMA" diff "$evil$order" "b$evil$raw"
    quiet 2 "$told" -- "$FULLSCHEMA" inspect "$evil$order"
    quiet 2 "$told" -- "$FULLSCHEMA" html "$evil$order"
    quiet 2 "$told" -- "$FULLSCHEMA" inspect "postgres:///$evil?host=/nowhere"
    quiet 0 "$told" -- "$FULLSCHEMA" git-diff "$evil$order"
    quiet 2 "$told" -- "$FULLSCHEMA" check --against "$evil$order" -s "$evil"
    quiet 2 "$told" -- "$FULLSCHEMA" check --targets "$evil$order"
    quiet 2 "$told" -- "$FULLSCHEMA" check --format "$evil$order"
    quiet 2 "$told" -- "$FULLSCHEMA" check -c "$evil$order"
}

@test "keys, sections and values of fullschema.ini" {
    put_schema
    say fullschema.ini "$evil = x"
    quiet 2 "$told" -- "$FULLSCHEMA" check
    quiet 2 "$told" -- "$FULLSCHEMA" config
    quiet 0 "$told" -- "$FULLSCHEMA" --version
    say fullschema.ini "[$evil ##[group]"
    quiet 2 '' -- "$FULLSCHEMA" plan
    say fullschema.ini "[$c1$bidi]
engine = sqlite"
    quiet 2 '\u009b2J\u202e' -- "$FULLSCHEMA" plan
    say fullschema.ini "::error::obeyed $evil"
    quiet 2 '' -- "$FULLSCHEMA" plan
    say fullschema.ini "engine = x##[error] $evil"
    quiet 2 "$told" -- "$FULLSCHEMA" plan
    quiet 0 "engine = \"x\x23#[error] $told" -- "$FULLSCHEMA" config
}

@test "names of files and directories, and the lines that are quoted of them" {
    put_schema
    mv schema/main "schema/m$evil"
    say "schema/m$evil/delta/2/09_$evil::error::.sql" "SELECT 1;
  ::error::obeyed SELEC $evil ##[group]x;"
    quiet 2 "09_$told::error::.sql:2" "  \\x3a:error::obeyed SELEC $told \\x23#[group]x" -- \
        "$FULLSCHEMA" generate --engine sqlite
    quiet 0 "09_$told" -- "$FULLSCHEMA" plan
    quiet 2 "09_$told" -- "$FULLSCHEMA" check --engine sqlite
    quiet 2 "09_$told" -- "$FULLSCHEMA" verify --engine sqlite --orders
    rm "schema/m$evil/delta/2/09_$evil::error::.sql"
    quiet 0 "m$told" -- "$FULLSCHEMA" generate --engine sqlite -o "out$evil"
    quiet 0 "m$told" -- "$FULLSCHEMA" generate --engine sqlite -o "out$evil" -n 1
    rm -r "out$evil"
    quiet 1 "m$told" "to fix it: " -- "$FULLSCHEMA" check --engine sqlite -o "out$evil$order"
    printf 'SELECT \xff;\n' >"schema/m$evil/delta/2/09_latin1.sql"
    quiet 2 "m$told" -- "$FULLSCHEMA" generate --engine sqlite
}

@test "a background update's name" {
    put_schema
    say schema/main/delta/2/03_more.sql "INSERT INTO background_updates (update_name, progress_json)
        VALUES ('$evil$order', '{}');"
    quiet 2 "$told" -- "$FULLSCHEMA" generate --engine sqlite
}

@test "lines of parity.txt" {
    put_schema
    say schema/parity.txt "$evil ::error::obeyed ##[group]"
    quiet 2 "$told" -- "$FULLSCHEMA" verify --parity
}

@test "names that parity reports, as text and as Markdown" {
    # No line break in Markdown is a row's end, and no bar a cell's.
    say a.sql.postgres "CREATE TABLE \"$evil$order\" (a boolean);"
    say b.sql.sqlite "CREATE TABLE \"$evil$order\" (a TEXT DEFAULT '$evil$order');"
    quiet 1 "$told" -- "$FULLSCHEMA" parity a.sql.postgres b.sql.sqlite
    quiet 1 "$told" -- "$FULLSCHEMA" parity a.sql.postgres b.sql.sqlite --format markdown
}

@test "lines of a targets file" {
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    say targets "$evil"
    quiet 2 '' -- "$FULLSCHEMA" check --targets targets
    say targets "::error::x$evil $evil
b$evil sqlite$evil"
    quiet 2 "\\x3a:error::x$told" -- "$FULLSCHEMA" check --targets targets
    local format
    for format in text json markdown sarif github html; do
        quiet 2 '' -- "$FULLSCHEMA" check --targets targets --format "$format"
    done
}

# put_snapshots: two SQLite databases whose names are of no good, and their snapshots.
put_snapshots() {
    sqlite3 "old.db" "CREATE TABLE \"t$evil::error::\" (\"c$evil\" TEXT DEFAULT '$evil$order', b)"
    sqlite3 "old.db" "CREATE VIEW \"::error::obeyed\" AS SELECT '$evil
::error::obeyed
##[group]' AS \"$evil\""
    cp old.db new.db
    sqlite3 "new.db" "ALTER TABLE \"t$evil::error::\" ADD COLUMN \"d$evil ##[error]\" TEXT;
        CREATE INDEX \"::error::i$evil\" ON \"t$evil::error::\" (b);
        CREATE TABLE \"::error::obeyed ##[group]\" (a);
        DROP VIEW \"::error::obeyed\";
        CREATE VIEW \"::error::obeyed\" AS SELECT '$evil
::error::obeyed
::error::again
##[group]' AS \"$evil\""
    "$FULLSCHEMA" inspect old.db >old.sql.sqlite
    "$FULLSCHEMA" inspect new.db >new.sql.sqlite
    mkdir old new
    mv old.sql.sqlite old/full.sql.sqlite
    mv new.sql.sqlite new/full.sql.sqlite
}

@test "names and values in a difference, in every format, and its lines" {
    put_snapshots
    local format
    for format in text markdown github; do
        quiet 1 "t$told" -- "$FULLSCHEMA" diff old new --format "$format"
    done
    for format in json sarif; do
        quiet 1 "$([ $format = json ] && echo 'u001B[31m' || echo '\\x1b[31m')" -- "$FULLSCHEMA" diff old new --format "$format"
        "$FULLSCHEMA" diff old new --format "$format" | jq -e . >/dev/null
    done
    quiet 1 '' -- "$FULLSCHEMA" diff old new --format html
    quiet 1 "t$told" ' \x3a:error::obeyed' -- "$FULLSCHEMA" diff old new --patch
    quiet 0 't⟨U+001B⟩' -- "$FULLSCHEMA" html old
    quiet 0 "t$told" -- "$FULLSCHEMA" git-diff --textconv old/full.sql.sqlite
    quiet 0 "t$told" -- "$FULLSCHEMA" git-diff a old/full.sql.sqlite 1 100644 new/full.sql.sqlite 2 100644
    echo "::error::SELEC $evil$raw" >>new/full.sql.sqlite
    quiet 0 "$told" -- "$FULLSCHEMA" git-diff --textconv new/full.sql.sqlite
    quiet 0 "$told" -- "$FULLSCHEMA" git-diff "$evil" old/full.sql.sqlite 1 100644 new/full.sql.sqlite 2 100644
}

@test "inspect: bytes as they are into a pipe, escapes on a terminal" {
    put_snapshots
    "$FULLSCHEMA" inspect old.db >piped
    grep -qF "t$evil" piped
    sqlite3 loaded.db <piped
    run python3 -c 'import os, pty, sys
status = pty.spawn(sys.argv[1:], lambda fd: os.read(fd, 65536))
sys.exit(os.waitstatus_to_exitcode(status))' "$FULLSCHEMA" inspect old.db
    expect_status 0
    [[ $output == *"t$told"* ]]
    [[ $output == *'warning: control characters are shown as escapes on a terminal'* ]]
    [[ $output != *$'\e'* ]]
    sqlite3 plain.db 'CREATE TABLE a (b)'
    run --separate-stderr "$FULLSCHEMA" inspect plain.db
    [ -z "$stderr" ]
}

@test "what a Postgres server and the Python of a delta say" {
    put_bookkeeping
    start_server
    use_server
    put schema/main/delta/1/01_raise.sql.postgres <<END
DO \$\$ BEGIN RAISE EXCEPTION E'%', E'$evil\n::error::obeyed ##[group]' USING DETAIL = E'$evil\n::error::obeyed\n##[group]',
    HINT = E'$evil\n::error::obeyed\n##[group]'; END \$\$;
END
    quiet 2 "$told" -- "$FULLSCHEMA" generate --engine postgres -p maker
    rm schema/main/delta/1/01_raise.sql.postgres
    put schema/main/delta/1/01_raise.py <<END
def run_create(cur, database_engine):
    raise RuntimeError("""$evil
::error::obeyed
##[group]""")
END
    quiet 2 "$told" -- "$FULLSCHEMA" generate --engine postgres -p maker
    quiet 2 'role' -- "$FULLSCHEMA" generate --engine postgres -p "$evil$order"
    as_boss "CREATE TABLE \"t$evil$order\" (a int); CREATE TABLE grown (a int); CREATE FUNCTION grown_rows() RETURNS SETOF grown LANGUAGE sql AS 'SELECT * FROM grown';
        CREATE VIEW \"w$evil\" AS SELECT a FROM grown_rows() r UNION ALL SELECT a FROM grown_rows() r; ALTER TABLE grown ADD COLUMN z int"
    quiet 2 "w$told" -- "$FULLSCHEMA" inspect -o snapshot "host=$server user=boss dbname=postgres"
    grep -qF "t$evil" snapshot
}

@test "names of files that the hook for pre-commit lists" {
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    git init -q .
    git add schema full_schemas
    PATH=$(dirname "$FULLSCHEMA"):$PATH
    local name
    for name in "a$evil" $'a\n::error::obeyed' '::error::obeyed ##[group]'; do
        say "$name/delta/1/x.sql" x
    done
    quiet 1 '- "a\033[31m' '- ::error::obeyed \x23#[group]/delta/1/x.sql' -- \
        "$repo/tools/pre_commit.sh" --engine sqlite
}
