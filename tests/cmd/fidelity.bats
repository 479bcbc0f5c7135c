#!/usr/bin/env bats
# tools/fidelity.py: SQL files through a snapshot and back, and the judges' verdicts.

load ../lib/common

setup() {
    enter_scratch
    mkdir -p files/sqlite
    say files/rooms.sql 'CREATE TABLE rooms (id int PRIMARY KEY, name text); CREATE INDEX rooms_name ON rooms (name);'
    say files/sqlite/rooms.sql 'CREATE TABLE rooms (id int PRIMARY KEY, name text); CREATE INDEX rooms_name ON rooms (name);'
}

fidelity() { run --separate-stderr env PG_BINDIR="$(server_programs)" "$repo/tools/fidelity.py" "$@"; }

# forgets PATTERN: a program that loses such lines of what fullschema inspects.
forgets() {
    cat >forgetful <<END
#!/bin/sh
case \$1:\$2 in
inspect:-o) "$FULLSCHEMA" "\$@" && sed -i '/$1/d' "\$3" ;;
inspect:*) "$FULLSCHEMA" "\$@" | sed '/$1/d' ;;
*) exec "$FULLSCHEMA" "\$@" ;;
esac
END
    chmod +x forgetful
}

verdicts() { awk '/^[a-z].*(PostgreSQL|SQLite)/ { print $1, $4 }' <<<"$output"; }

@test "what comes back as it was passes" {
    fidelity "$FULLSCHEMA" files
    expect_status 0
    [ "$(verdicts)" = $'rooms.sql pass\nsqlite/rooms.sql pass' ]
    [ "${lines[-1]}" = '2 files: 2 pass' ]
}

@test "what a snapshot loses is seen by judges who do not ask fullschema" {
    forgets 'CREATE INDEX'
    fidelity ./forgetful files
    expect_status 1
    [ "$(verdicts)" = $'rooms.sql catalogs\nsqlite/rooms.sql SQLite' ]
    grep -qE '^    - (object.index.public|index.public)[.|]rooms_name' <<<"$output"
    [ "${lines[-1]}" = '2 files: 0 pass, 1 SQLite, 1 catalogs' ]
}

@test "a file that makes no database could not be tried; what is left out is no pass" {
    say files/none.sql 'CREATE TABLE none (a nosuch);'
    say files/sqlite/none.sql 'CREATE TABLE none (a, a);'
    fidelity "$FULLSCHEMA" files
    expect_status 2
    [ "${lines[-1]}" = '4 files: 2 pass, 2 not loaded' ]
    rm -r files/none.sql files/sqlite
    say files/half.sql 'CREATE TABLE a (b int); CREATE UNIQUE INDEX half_made ON a (b);
        UPDATE pg_index SET indisvalid = false FROM pg_class c WHERE c.oid = indexrelid AND relname ~ $$^half$$;'
    fidelity "$FULLSCHEMA" files
    expect_status 1
    [ "$(verdicts)" = $'half.sql left\nrooms.sql pass' ]
}

@test "what a snapshot is not asked for is no difference; what files print is not looked at; errors are, notices are not" {
    say files/owner.sql 'DROP TABLE IF EXISTS nothing; CREATE ROLE fidelity_clerk; CREATE TABLE orders (id int);
        CREATE VIEW ids AS SELECT id FROM orders; GRANT SELECT ON orders TO fidelity_clerk;
        ALTER TABLE orders OWNER TO fidelity_clerk; GRANT SELECT ON ids TO PUBLIC;
        CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN END$$;
        CREATE EVENT TRIGGER noted ON sql_drop WHEN TAG IN ($$DROP TABLE$$, $$ALTER TABLE$$) EXECUTE FUNCTION note();'
    say files/owner_again.sql 'CREATE ROLE fidelity_clerk;'
    say files/sqlite/bytes.sql "CREATE TABLE bytes (b); SELECT CAST(x'ff' AS TEXT);"
    fidelity "$FULLSCHEMA" files
    expect_status 0
    [ "$(verdicts)" = $'owner.sql pass\nowner_again.sql pass\nrooms.sql pass\nsqlite/bytes.sql pass\nsqlite/rooms.sql pass' ]

    say files/owner.sql 'DROP TABLE IF EXISTS nothing; CREATE TABLE t (a nosuch);'
    fidelity "$FULLSCHEMA" files
    expect_status 2
    grep -q '^    psql:.*/owner.sql:1: ERROR:  type "nosuch" does not exist$' <<<"$output"
    [[ $output != *NOTICE* ]]
}

@test "what a file says of itself: its versions, what is left out, and judges that are not asked" {
    rm -r files/*
    say files/later.sql $'-- since 99\nno SQL'
    say files/earlier.sql $'-- until 9\nno SQL'
    say files/half.sql '-- left out index half
        CREATE TABLE a (b int); CREATE UNIQUE INDEX half ON a (b);
        UPDATE pg_index SET indisvalid = false FROM pg_class c WHERE c.oid = indexrelid AND relname ~ $$^half$$;'
    say files/whole.sql '-- left out index whole
        CREATE TABLE a (b int); CREATE INDEX whole ON a (b);'
    fidelity "$FULLSCHEMA" files
    expect_status 1
    [ "$(verdicts)" = $'half.sql pass\nwhole.sql left' ]
    grep -qx '    nothing, though it should name: index whole' <<<"$output"
    [ "${lines[-1]}" = '4 files, 2 verdicts: 1 pass, 1 left out' ]
}

@test "bytes of several servers are compared, and that they differ where a file says so" {
    python3 - "$repo/tools" <<'END'
import pathlib, sys
sys.path.insert(0, sys.argv[1])
from fidelity_file import Said, compare_bytes
path = pathlib.Path("said.sql")
path.write_text("CREATE TABLE t (a int);\n")
assert compare_bytes(Said(path), {11: b"a", 12: b"a", 18: b"a"}) is None
assert compare_bytes(Said(path), {11: b"a", 12: b"a", 18: b"b"}) == "12 and 18 make different bytes"
path.write_text("-- bytes differ from 12, 15: why\n")
assert compare_bytes(Said(path), {11: b"a", 12: b"b", 14: b"b", 18: b"a"}) is None
assert compare_bytes(Said(path), {11: b"a", 12: b"a"}) == "11 and 12 make the same, which the file denies"
path.write_text("-- no diff: why\n-- since 3.47\n")
said = Said(path)
assert said.unasked == {"diff"} and said.is_for((3, 53, 2)) and not said.is_for((3, 40, 1))
END
}

@test "ended by SIGTERM it leaves no server behind, nor its directory" {
    local place pid
    say files/slow.sql 'SELECT pg_sleep(60);'
    rm -r files/sqlite files/rooms.sql
    place=$(mktemp -d)
    chmod 755 "$place"
    TMPDIR=$place PG_BINDIR=$(server_programs) "$repo/tools/fidelity.py" "$FULLSCHEMA" files >said 2>&1 3>&- &
    pid=$!
    for _ in $(seq 300); do
        [ ! -S "$(echo "$place"/server-*/.s.PGSQL.5432)" ] || break
        sleep 0.1
    done
    [ -S "$(echo "$place"/server-*/.s.PGSQL.5432)" ]
    kill -TERM "$pid"
    wait "$pid" || [ $? -eq 143 ]
    [ -z "$(find "$place" -path '*/server-*' -prune -print)" ]
    rm -r "$place"
}
