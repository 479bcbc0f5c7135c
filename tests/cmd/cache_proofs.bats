#!/usr/bin/env bats
# Proofs that are kept: when a run takes a snapshot from the cache, that it is the one it would make, and what is never
# kept.

load ../lib/common
load ../lib/own_cache

setup() {
    own_cache
}

# proved N ARGUMENT...: a run of which so many snapshots were proved by an earlier one; and that all are as without a
# cache, whether they differ from what is in out or not.
proved() {
    local n=$1 said=0
    shift
    generate -o out "$@"
    expect_status 0
    if [[ $output =~ ([0-9]+)' proved by an earlier run' ]]; then
        said=${BASH_REMATCH[1]}
    fi
    [ "$said" -eq "$n" ] || { echo "expected $n proved"; show_run; return 1; }
    from_nothing -o plain "$@" >/dev/null
    diff -r plain out
}

# once ARGUMENT...: two runs, of which the second makes nothing.
once() {
    local n
    generate -o out "$@"
    expect_status 0
    n=$(find out -type f | wc -l)
    proved "$n" "$@"
}

# never ARGUMENT...: however often it runs, it is made anew.
never() {
    generate -o out "$@"
    expect_status 0
    generate -o out "$@"
    expect_status 0
    [[ $output != *'proved by an earlier run'* ]] || { show_run; return 1; }
    rm -rf out
}

@test "a second run makes nothing, and writes what is missing or differs from the proof" {
    once
    rm out/2/main/full.sql.postgres
    say out/2/main/full.sql.sqlite 'something else'
    PG_BINDIR=/nowhere run "$FULLSCHEMA" generate -o out
    expect_status 2
    generate -o out
    expect_output <<'END'
out/2/main/full.sql.postgres: new, 7 objects
out/2/main/full.sql.sqlite: changed, 7 objects
6 snapshots: 2 written, 4 unchanged, 6 proved by an earlier run (N.N s)
END
    diff -r plain out
    nothing_left
}

@test "only what a change reaches is made again" {
    once --engine sqlite
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (a INTEGER);'
    proved 2 --engine sqlite
    say schema/common/delta/2/01_all.sql 'CREATE TABLE everywhere (a INTEGER);'
    proved 0 --engine sqlite
    proved 3 --engine sqlite
    proved 1 --engine sqlite --database state
    rm schema/main/delta/2/03_more.sql
    proved 2 --engine sqlite
}

@test "whatever a snapshot is made from counts: files, names, options" {
    once --engine sqlite --database main
    change() { # change COMMAND...: after it, one run makes, and the next does not
        "$@"
        proved 0 --engine sqlite --database main "${options[@]}"
        proved 1 --engine sqlite --database main "${options[@]}"
    }
    options=()
    change say schema/main/background_updates/rooms_name_idx.sql 'CREATE INDEX rooms_name_idx ON rooms (name, topic);'
    change say schema/main/background_updates/rooms_name_idx.sql.sqlite 'CREATE INDEX also ON rooms (topic);'
    change sed -i 's/topic TEXT/topic BLOB/' schema/main/delta/2/02_topics.sql.sqlite
    change mv schema/main/delta/1/02_rooms.sql schema/main/delta/1/04_rooms.sql
    change sed -i 's/upgraded BOOL/upgraded INT/' schema/common/schema_version.sql
    options=(-n 1)
    change true
    options=()
    change say schema/main/delta/2/01_room_names.sql 'CREATE INDEX x ON rooms (name);'
    say updates/other.sql 'CREATE TABLE other (a);'
    say schema/main/delta/2/04_queue.sql "INSERT INTO background_updates (update_name, progress_json) VALUES ('other', '{}');"
    options=(--background-updates updates)
    change true
    change say updates/other.sql 'CREATE TABLE other (b);'
    rm updates/other.sql
    options=(--assume-data-only other)
    change true
}

@test "migrations: the tool, placeholders, and what stands beside a file" {
    rm -r schema
    say schema/V1__rooms.sql 'CREATE TABLE rooms (a ${kind}); INSERT INTO rooms VALUES (1);'
    arguments=(--layout-in numbered --engine sqlite --migration-tool flyway --placeholder)
    once "${arguments[@]}" kind=TEXT
    proved 0 "${arguments[@]}" kind=BLOB
    proved 1 "${arguments[@]}" kind=TEXT
    say schema/V1__rooms.sql.conf 'executeInTransaction=false'
    proved 0 "${arguments[@]}" kind=TEXT
    proved 1 "${arguments[@]}" kind=TEXT
}

@test "check takes the proof, says so, and finds a snapshot that differs from it" {
    generate
    check() { run --separate-stderr "$FULLSCHEMA" check "$@"; }
    check
    expect_status 0
    [ "$output" = 'no changes' ]
    [ "$stderr" = 'fullschema: proved by an earlier run from the same files: 6 of 6 snapshots' ]
    check --quiet
    [ -z "$stderr" ]
    check --no-cache
    expect_status 0
    [ -z "$stderr" ]
    sed -i 's/room_id text/room_id varchar/' full_schemas/2/main/full.sql.postgres
    check
    expect_status 1
    with=$output
    [ "$stderr" = 'fullschema: proved by an earlier run from the same files: 6 of 6 snapshots' ]
    check --no-cache
    expect_status 1
    [ "$output" = "$with" ]
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (a INTEGER);'
    check
    expect_status 1
    [[ $stderr == *': 4 of 6 snapshots' ]] || { show_run; return 1; }
}

@test "what depends on the clock or on chance is never kept" {
    delta=schema/main/delta/2/03_dated
    say $delta.sql.sqlite "INSERT INTO rooms (room_id, name) VALUES ('a', CURRENT_TIMESTAMP);"
    never --engine sqlite --database main
    never --engine sqlite --database main --accept-clock rooms.name
    rm $delta.sql.sqlite
    say $delta.sql.postgres "INSERT INTO rooms (room_id, name) VALUES ('a', now()::text);"
    never --engine postgres --database main
    say $delta.sql.postgres "DO \$\$ BEGIN EXECUTE 'CREATE TABLE made_up (a int)'; END \$\$;"
    never --engine postgres --database main
    say $delta.sql.postgres 'INSERT INTO rooms (room_id, name) SELECT 1, md5(random()::text);'
    never --engine postgres --database main --accept-clock rooms.name
    say $delta.sql.postgres 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER t AFTER INSERT ON rooms FOR EACH ROW EXECUTE PROCEDURE f();
        CREATE TABLE dated (made timestamptz DEFAULT now());'
    once --engine postgres --database main
}

@test "words are read as the server reads them: names, comments, privileges, bodies" {
    delta=schema/main/delta/2/03_words.sql.postgres
    say $delta '-- executes nothing: EXECUTE a
        COMMENT ON TABLE rooms IS $$no extension$$; CREATE TABLE "execute" (a int, executed int);
        CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; GRANT EXECUTE ON FUNCTION f() TO PUBLIC;'
    say schema/main/background_updates/other.sql '-- room_stats_state: EXECUTE nothing'
    once --engine postgres --database main
    say $delta "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''SELECT now()''; END';"
    never --engine postgres --database main
    say $delta "INSERT INTO rooms (room_id, name) SELECT 'a', query_to_xml('SELECT n' || 'ow()', false, false, '')::text;"
    never --engine postgres --database main
    # of SQLite nothing of that is known
    rm -rf out plain
    say schema/main/delta/2/03_words.sql.sqlite "CREATE TABLE execute (extension TEXT);"
    once --engine sqlite --database main
}

# A server's programs with extensions of our own: as Debian lays them out.
copy_server() {
    local real share
    real=$(dirname "$(realpath "$(server_programs)/postgres")")
    share=/usr/share/postgresql/$(basename "${real%/bin}")
    [[ $real == /usr/lib/postgresql/*/bin && -d $share ]] || skip 'needs the server of Debian'
    top=$scratch/usr
    mkdir -p "$top/share/postgresql" "$top${real#/usr}" "$top/lib"
    chmod 755 "$scratch"
    cp -r "$share" "$top/share/postgresql/"
    cp "$real"/{initdb,postgres} "$top${real#/usr}/"
    cp -r "${real%/bin}/lib" "$(dirname "$top${real#/usr}")/lib"
    extensions=$top/share/postgresql/$(basename "$share")/extension
    export PG_BINDIR=$top${real#/usr}
}

@test "an extension counts with its control file and scripts" {
    copy_server
    printf '%s\n' "default_version = '1'" 'superuser = false' >"$extensions/own.control"
    say "$extensions/own--1.sql" 'CREATE FUNCTION made() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;'
    say schema/main/delta/2/03_extension.sql.postgres 'CREATE EXTENSION own; CREATE VIEW v AS SELECT made();'
    once --engine postgres --database main
    say "$extensions/own--1.sql" 'CREATE FUNCTION made() RETURNS bigint LANGUAGE sql AS $$ SELECT 1::bigint $$;'
    proved 0 --engine postgres --database main
    proved 1 --engine postgres --database main
}

@test "a program, a warning and sources that were read are not kept" {
    say schema/main/delta/2/03_program.py 'def run_create(cur, database_engine):
    cur.execute("CREATE TABLE made (a INTEGER)")'
    never --engine sqlite --database main
    rm schema/main/delta/2/03_program.py
    say schema/main/delta/2/03_idle.sql.sqlite 'PRAGMA foreign_keys = OFF;'
    never --engine sqlite --database main
    rm schema/main/delta/2/03_idle.sql.sqlite
    say schema/main/delta/2/03_queue.sql "INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_idx', '{}');"
    say source/updates.py 'self.db_pool.updates.register_background_index_update(
    "rooms_idx", index_name="rooms_idx", table="rooms", columns=["name"])'
    never --engine sqlite --database main --background-source source
}

# By then the files have been hashed, and the slow delta is about to run.
server_listens() { compgen -G "$TMPDIR/fullschema-*/.s.PGSQL.5432" >/dev/null; }

@test "a file that changes while it is used leaves no proof" {
    say schema/main/delta/1/01_slow.sql.postgres 'SELECT pg_sleep(3);'
    cp schema/main/delta/2/02_topics.sql.postgres original
    start slow "$FULLSCHEMA" generate --engine postgres -o slow_out
    pid=$started
    within 60 server_listens
    say schema/main/delta/2/02_topics.sql.postgres 'ALTER TABLE rooms ADD COLUMN another int;'
    finish "$pid"
    expect_status 0
    cp original schema/main/delta/2/02_topics.sql.postgres
    generate --engine postgres -o out
    "$FULLSCHEMA" generate --engine postgres -o plain --no-cache
    diff -r plain out
}

@test "a damaged proof, or one that others could have written, is none" {
    once --engine sqlite --database state
    file=$(some find "$cache" -name 'proof-*')
    sed -i 's/groups/gruppe/' "$file"
    proved 0 --engine sqlite --database state
    proved 1 --engine sqlite --database state
    chmod 666 "$file"
    proved 0 --engine sqlite --database state
    proved 1 --engine sqlite --database state
}

@test "what SQLite says of itself is asked once, and again when its library is another one" {
    local library
    library=$(ldd "$FULLSCHEMA-sqlite" | sed -n 's/.*=> *\(.*sqlite3[^ ]*\).*/\1/p')
    mkdir tool
    cp "$FULLSCHEMA" "$FULLSCHEMA-sqlite" tool/
    ln -s "$repo/share" share
    FULLSCHEMA=$scratch/tool/fullschema
    proved 0 --engine sqlite
    # the same program by all that is looked at, which cannot start any more
    cp -p tool/fullschema-sqlite sound
    dd if=/dev/zero of=tool/fullschema-sqlite bs=4096 seek=2 count=8 conv=notrunc status=none
    touch -r sound tool/fullschema-sqlite
    generate -o out --engine sqlite
    expect_status 0
    [[ $output == *'3 proved by an earlier run'* ]]
    [ -f "$library" ] && unshare -m true 2>/dev/null || return 0 # no library of its own, or nobody who may mount
    cp "$library" other
    run unshare -m sh -c 'mount --bind other "$1" && exec "$2" generate -o out --engine sqlite' sh "$library" "$FULLSCHEMA"
    expect_status 2
    cp -p sound tool/fullschema-sqlite
    run unshare -m sh -c 'mount --bind other "$1" && exec "$2" generate -o out --engine sqlite' sh "$library" "$FULLSCHEMA"
    expect_status 0
    [[ $output != *'proved by an earlier run'* ]]
}

@test "verify --reproducible makes everything itself" {
    run "$FULLSCHEMA" verify --reproducible --engine sqlite
    expect_status 0
    [ -z "$(find "$cache" -name 'proof-*' 2>/dev/null)" ]
}

@test "deltas edited, reordered, added and removed at random: the bytes are those of a run from nothing" {
    "$repo/tests/lib/cache_random.py" "$FULLSCHEMA" --steps 24 --seed 1
    expect_some_proofs
}

expect_some_proofs() { [ -n "$(find "$cache" -name 'proof-*')" ]; }
