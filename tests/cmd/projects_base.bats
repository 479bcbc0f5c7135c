#!/usr/bin/env bats
# What a section [database NAME] says beside directories: a base, words that the application replaces, the order.

load ../lib/common

fullschema() { run --separate-stderr "$FULLSCHEMA" "$@"; }

# The tables of a snapshot, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1" | paste -sd' '; }

# A base for each engine, at another version of each, with the updates that lead on from it.
lay_out() {
    say db/postgres.initial.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY, name text);'
    say db/sqlite.initial.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text, topic text);'
    say db/postgres/1_old.sql 'ALTER TABLE nobody_made_it ADD COLUMN name text;'
    say db/postgres/3_topic.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    say db/postgres/4_motto.sql 'ALTER TABLE rooms ADD COLUMN motto text;'
    say db/sqlite/3_topic.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    say db/sqlite/4_motto.sql 'ALTER TABLE rooms ADD COLUMN motto text;'
    put fullschema.ini <<'INI'
[database main]
postgres = db/postgres
sqlite = db/sqlite
base postgres = db/postgres.initial.sql
base sqlite = db/sqlite.initial.sql
base-version postgres = 2
base-version sqlite = 3
INI
}

@test "a base stands for the migrations up to its version, and the others run behind it" {
    lay_out
    fullschema plan
    expect_status 0
    [ "$output" = "main 4 on postgres:
  migration    db/postgres.initial.sql
  migration    db/postgres/3_topic.sql
  migration    db/postgres/4_motto.sql
main 4 on sqlite:
  migration    db/sqlite.initial.sql
  migration    db/sqlite/4_motto.sql" ] || { show_run; false; }
    fullschema generate
    expect_status 0
    [ -z "$stderr" ] || { show_run; false; }
    grep -q 'motto' full_schemas/full.sql.postgres
    grep -q 'motto' full_schemas/full.sql.sqlite
    fullschema check
    expect_status 0
    # The copies of --reproducible have the bases, too.
    fullschema verify --reproducible --parity
    expect_status 0
    [[ $output == *'they agree'* && $output == *'same bytes'* ]] || { show_run; false; }
    # What the base makes is blamed on it.
    say db/sqlite.initial.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text, topic text, stray text);'
    fullschema check
    expect_status 1
    [[ $output == *stray*db/sqlite.initial.sql* ]] || { show_run; false; }
    fullschema verify --parity
    expect_status 1
    [[ $output == *'db/sqlite.initial.sql: postgres and sqlite do not agree: column rooms.stray'* ]] || { show_run; false; }
    nothing_left
}

@test "a base may be several files, alone, without a directory, or one for both engines" {
    say sql/setup_010_rooms.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY);'
    say sql/setup_020_users.sql 'CREATE TABLE users (room bigint REFERENCES rooms (id));'
    say sql/other.sql 'CREATE TABLE other (id bigint);'
    say fullschema.ini '[database main]
base = sql/setup_*.sql'
    fullschema generate
    expect_status 0
    [ "$(tables full_schemas/full.sql.postgres)" = 'rooms users' ]
    [ "$(tables full_schemas/full.sql.sqlite)" = 'rooms users' ]
    fullschema verify --reproducible
    expect_status 0
    # One engine has migrations, the other a file alone.
    say pg/1_rooms.sql 'CREATE TABLE rooms (id bigint PRIMARY KEY);'
    say pg/2_users.sql 'CREATE TABLE users (room bigint REFERENCES rooms (id));'
    say schema.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY); CREATE TABLE users (room bigint REFERENCES rooms (id));'
    say fullschema.ini '[database main]
postgres = pg
base sqlite = schema.sql'
    fullschema generate
    expect_status 0
    [ "$(tables full_schemas/full.sql.sqlite)" = 'rooms users' ]
    fullschema verify --parity --reproducible
    expect_status 0
    [[ $output == *'they agree'* ]] || { show_run; false; }
    # The same directory holds both, and the base.
    say pg/LATEST.sql 'CREATE TABLE rooms (id bigint NOT NULL PRIMARY KEY, name text);'
    say fullschema.ini '[database main]
postgres = pg
sqlite = pg
base = pg/LATEST.sql
base-version = 2_users.sql'
    fullschema verify --parity --reproducible
    expect_status 0
    nothing_left
}

@test "what is said wrongly of a base is an error with its line" {
    lay_out
    sed -i '/base-version sqlite/d' fullschema.ini
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:'[0-9]': db/sqlite.initial.sql: up to which migration it stands for them is not said'*base-version* ]] || { show_run; false; }
    printf 'base-version sqlite = three\n' >>fullschema.ini
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:'[0-9]': base-version = three: neither a number nor a migration'* ]] || { show_run; false; }
    sed -i 's/three/3/; s/sqlite.initial/nothing/' fullschema.ini
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:'[0-9]': db/nothing.sql: no such file'* ]] || { show_run; false; }
    printf 'base = db/other.sql\n' >>fullschema.ini
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:8: base was set before, in line 4'* ]] || { show_run; false; }
    say fullschema.ini '[database main]
sqlite = db/sqlite
base-version = 3'
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:3: base-version is said, and no base'* ]] || { show_run; false; }
    lay_out
    fullschema generate --with-history
    expect_status 2
    [[ $stderr == *'--with-history: what the tool records of a base is not known'* ]] || { show_run; false; }
}

@test "words and values that no migration has: a warning with their place, whichever version is made" {
    local engine version
    for engine in postgres sqlite; do
        say db/$engine/V1__rooms.sql "CREATE TABLE rooms (id INTEGER, name text DEFAULT '\${app}');"
    done
    say db/postgres/V2__topic.sql 'ALTER TABLE rooms ADD COLUMN topic MUCH;'
    say db/sqlite/V2__topic.sql 'ALTER TABLE rooms ADD COLUMN topic text;'
    say db/sqlite/U1__rooms.sql 'DROP TABLE BACK;'
    put fullschema.ini <<'INI'
[database main]
postgres = db/postgres
sqlite = db/sqlite
define = app=fullschema
define = place=here
replace postgres "MUCH" = "text"
replace sqlite "MUCH" = "text"
replace "INTEGRE" = "bigint"
replace sqlite "BACK" = "rooms"
INI
    for version in '' '-n 1'; do
        # shellcheck disable=SC2086
        fullschema generate $version --placeholder nowhere=1
        expect_status 0
        [ "$(grep -o '.*warning: .*' <<<"$stderr")" = 'fullschema.ini:7: warning: [database main] replace sqlite "MUCH": no migration that runs has that in it
fullschema.ini:8: warning: [database main] replace "INTEGRE": no migration that runs has that in it
fullschema.ini:1: warning: [database main] define place: no migration that runs has that in it
fullschema: warning: --placeholder nowhere: no migration that runs has that in it' ] || { show_run; false; }
    done
}

@test "words are replaced before a migration runs, of one engine or of both" {
    say db/1_rooms.sql 'CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    avatar BLOB, -- at "a = b"
    made NOWADAYS NOT NULL
);'
    put fullschema.ini <<'INI'
[database main]
postgres = db
sqlite = db
replace postgres "INTEGER PRIMARY KEY" = "BIGSERIAL PRIMARY KEY"
replace postgres "BLOB" = "BYTEA"
replace "NOWADAYS" = "BIGINT"
replace sqlite " -- at \"a = b\"" = ""
INI
    fullschema generate
    expect_status 0
    [ -z "$stderr" ] || { show_run; false; }
    grep -q 'avatar bytea' full_schemas/full.sql.postgres
    grep -q 'made bigint NOT NULL' full_schemas/full.sql.postgres
    grep -q 'avatar BLOB' full_schemas/full.sql.sqlite
    grep -q 'made BIGINT NOT NULL' full_schemas/full.sql.sqlite
    fullschema verify --reproducible
    expect_status 0
    # What is kept is not used for other words.
    sed -i 's/"BIGINT"/"TEXT"/' fullschema.ini
    fullschema generate
    expect_status 0
    grep -q 'made text NOT NULL' full_schemas/full.sql.postgres
    # A fault is shown as the file has it.
    sed -i 's/"BYTEA"/"BYTES"/' fullschema.ini
    fullschema generate
    expect_status 2
    [[ $stderr == 'db/1_rooms.sql:3:12: postgres: type "bytes" does not exist'*'avatar BLOB, -- at'* ]] || { show_run; false; }
    # One that is about what another puts there.
    printf 'replace postgres "BYTES" = "BYTEA"\n' >>fullschema.ini
    fullschema generate
    expect_status 2
    [[ $stderr == *'depends on their order'*'replace "BYTES"'* ]] || { show_run; false; }
    say fullschema.ini '[database main]
sqlite = db
replace BLOB = BYTEA'
    fullschema generate
    expect_status 2
    [[ $stderr == *'fullschema.ini:3: replace BLOB: what is replaced does not stand in quotes'* ]] || { show_run; false; }
    for refused in 'replace mysql "BLOB" = x|what stands before the quote is neither postgres nor sqlite' \
        'replace sqlite "" = x|nothing can be replaced by something'; do
        printf '[database main]\nsqlite = db\n%s\n' "${refused%|*}" >fullschema.ini
        fullschema generate
        expect_status 2
        [[ $stderr == *"${refused#*|}"* ]] || { show_run; false; }
    done
    nothing_left
}

@test "order says how files of one number, or without an order of numbers, run" {
    say db/01_b.sql 'CREATE TABLE b (id integer);'
    say db/01_a.sql 'CREATE TABLE a (id integer); CREATE TABLE last (of_a integer);'
    say db/2_c.sql 'DROP TABLE last; CREATE TABLE last (of_two integer);'
    say db/10_d.sql 'DROP TABLE last; CREATE TABLE last (of_ten integer);'
    say pg/01_a.sql 'CREATE TABLE a (id integer); CREATE TABLE last (of_ten integer);'
    say pg/01_c.sql 'CREATE TABLE b (id integer);'
    local section='[database main]
postgres = pg
sqlite = db'
    say fullschema.ini "$section"
    fullschema plan
    expect_status 2
    [[ $stderr == *'has the number of 01_a.sql'*'`order = name` or `order = number-name`'* ]] || { show_run; false; }
    say fullschema.ini "$section
order = number-name"
    fullschema plan -n 3
    expect_status 0
    # A version is the file of one name on both.
    [ "$output" = "main 3 on postgres:
  migration    pg/01_a.sql
  migration    pg/01_c.sql
main 3 on sqlite:
  migration    db/01_a.sql
  migration    db/01_b.sql" ] || { show_run; false; }
    fullschema generate
    expect_status 0
    grep -q of_ten full_schemas/full.sql.sqlite
    fullschema verify --reproducible
    expect_status 0
    say fullschema.ini "$section
order = name"
    fullschema generate
    expect_status 0
    grep -q of_two full_schemas/full.sql.sqlite
    say fullschema.ini "$section
order = names"
    fullschema plan
    expect_status 2
    [[ $stderr == *'fullschema.ini:4: '*names*name* ]] || { show_run; false; }
}

@test "a function of the application's may be named, and is not called" {
    say db/1_rooms.sql 'CREATE TABLE rooms (id integer, name text);
UPDATE rooms SET name = tidy(name, 1);
CREATE INDEX rooms_tidy ON rooms (tidy(name));'
    fullschema generate -s db --layout-in numbered --engine sqlite
    expect_status 2
    [[ $stderr == *'no such function: tidy'*'--sqlite-function NAME'* ]] || { show_run; false; }
    say fullschema.ini 'sqlite-function = Tidy
layout-in = numbered
schema = db
engine = sqlite'
    fullschema generate
    expect_status 0
    grep -q 'tidy(name)' full_schemas/full.sql.sqlite
    fullschema check
    expect_status 0
    fullschema verify --reproducible
    expect_status 0
    # What it would have given is not known.
    say db/2_more.sql "INSERT INTO rooms VALUES (1, 'a');"
    fullschema generate
    expect_status 2
    [[ $stderr == *'db/2_more.sql:1:1: sqlite: tidy() is the application'"'"'s: what it gives is not known here'* ]] || { show_run; false; }
    # No more than a name: what a schema may not use stays refused.
    say db/2_more.sql "SELECT load_extension('x');"
    fullschema generate --sqlite-function load_extension
    expect_status 2
    nothing_left
}
