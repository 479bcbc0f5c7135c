#!/usr/bin/env bats
# fullschema verify --upgrades: what newer deltas make of a database that lives is what a new one is.

load ../lib/common

# verify ARGUMENT...: on SQLite alone, which takes a tenth of the time, unless $engine says otherwise.
verify() {
    local -a engines=(--engine "${engine:-sqlite}")
    [ "${engine:-}" != both ] || engines=()
    run --separate-stderr "$FULLSCHEMA" verify --upgrades "${engines[@]}" "$@"
}

expect_in_output() {
    local text
    for text; do
        [[ $output == *"$text"* ]] || { echo "missing in stdout: $text"; show_run; return 1; }
    done
}

# Snapshots of a version, committed when it was the newest: put_snapshots VERSION.
put_snapshots() {
    "$FULLSCHEMA" generate --quiet --engine sqlite -n "$1"
}

# A delta of version 3 that does something in upgrades alone: put_upgrade_only FILE STATEMENT.
put_upgrade_only() {
    put "schema/main/delta/3/$1" <<END
def run_upgrade(cur, database_engine, config):
    cur.execute("""$2""")
END
}

@test "a tree that keeps the promise: both engines, from snapshots and from nothing" {
    put_schema
    put_snapshots 1
    engine=both verify
    expect_status 0
    [ -z "$stderr" ]
    expect_in_output 'upgrades: version 2 of common, main and state from the snapshot of version 1, nothing, background updates before each version or at the end, postgres and sqlite, without rows and with some (seed 1): as new ones'
    nothing_left
}

@test "run_upgrade alone changes the schema: the delta, the object, both engines" {
    put_schema
    put_upgrade_only 01_not_null.py 'ALTER TABLE rooms ADD COLUMN late TEXT'
    say schema/main/delta/3/02_more.sql 'CREATE TABLE more (x INTEGER);'
    say schema/main/delta/4/01_rest.sql 'CREATE TABLE rest (x INTEGER);'
    engine=both verify --database main
    expect_status 1
    expect_in_output 'upgrades: version 4 of common and main from nothing' ': 2 findings' \
        'schema/main/delta/3/01_not_null.py: postgres: upgraded from nothing, a database is not as a new one: column rooms.late is there only in the upgraded one' \
        'schema/main/delta/3/01_not_null.py: sqlite: upgraded from nothing, a database is not as a new one: ' \
        'hint: a new database runs run_create alone: what run_upgrade does to the schema is missing there'
    # From a base that is newer than the delta, nothing is to be seen of it.
    verify --from 3
    expect_status 0
    expect_in_output 'from version 3, background updates'
    verify --from 2 --from 3 --database main
    expect_status 1
    expect_in_output 'upgraded from version 2, a database is not as a new one'
}

@test "run_create runs before run_upgrade, which is given a configuration" {
    put_schema
    put schema/main/delta/3/01_names.py <<'END'
def run_create(cur, database_engine):
    cur.execute("CREATE TABLE names (name TEXT)")
def run_upgrade(cur, database_engine, config):
    assert config.appservice.app_service_config_files == []
    cur.execute("DELETE FROM names WHERE name = ?", (config.server.server_name,))
END
    engine=both verify
    expect_status 0
    sed -i 's/config.server.server_name/config.server.public_baseurl/' schema/main/delta/3/01_names.py
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/01_names.py:5: ' 'fullschema has no value for config.server.public_baseurl' \
        '(upgraded from nothing)'
    [ "$(grep -c '^schema/main/delta/3/01_names.py' <<<"$output")" = 1 ]
}

@test "a background update that is done before a later delta comes, or after it" {
    put_schema
    # The index that is there by then goes with the table.
    put schema/main/delta/3/01_rebuild.sql <<'END'
CREATE TABLE rooms2 AS SELECT room_id, name, topic FROM rooms;
DROP TABLE rooms;
ALTER TABLE rooms2 RENAME TO rooms;
END
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/01_rebuild.sql: sqlite: upgraded from nothing, with background updates before each version, a database is not as a new one: index rooms.rooms_name_idx is there only in a new database'
    # What cannot be run where it is done already.
    rm schema/main/delta/3/01_rebuild.sql
    sed -i 's/CREATE INDEX/CREATE INDEX IF NOT EXISTS/' schema/main/background_updates/rooms_name_idx.sql
    say schema/main/delta/3/02_index.sql 'CREATE INDEX rooms_name_idx ON rooms (name);'
    verify --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/02_index.sql:1:1: sqlite: index rooms_name_idx already exists' \
        '(upgraded from nothing, with background updates before each version)'
}

@test "what differs whenever background updates are done is told once, and of the rest when" {
    put_schema
    release v2
    # The index that is there by then goes with the table, which gets another column.
    put schema/main/delta/3/01_rebuild.py <<'END'
def run_upgrade(cur, database_engine, config):
    cur.execute("CREATE TABLE rooms2 (room_id TEXT NOT NULL, name TEXT, topic TEXT, late TEXT)")
    cur.execute("INSERT INTO rooms2 (room_id, name, topic) SELECT room_id, name, topic FROM rooms")
    cur.execute("DROP TABLE rooms")
    cur.execute("ALTER TABLE rooms2 RENAME TO rooms")
END
    verify --database main
    expect_status 1
    expect_in_output ': 1 finding' \
        'schema/main/delta/3/01_rebuild.py: sqlite: upgraded from nothing, a database is not as a new one: column rooms.late is there only in the upgraded one' \
        'index rooms.rooms_name_idx: only in a new database, with background updates before each version'
    # From the release on the index is there, whenever the others are done.
    verify --database main --from 1 --from v2
    expect_status 1
    expect_in_output ': 1 finding' 'sqlite: upgraded from version 1, v2, a database is not as a new one' \
        'index rooms.rooms_name_idx: only in a new database, with background updates before each version, or from v2'
}

@test "a snapshot whose deltas have changed since: what newer deltas make of it is not what a new one is" {
    put_schema
    put_snapshots 1
    sed -i 's/name TEXT)/name TEXT, alias TEXT)/' schema/main/delta/1/02_rooms.sql
    sed -i 's/VALUES (.*/(room_id) VALUES (1);/' schema/main/delta/1/02_rooms.sql
    local from
    for from in full_schemas full_schemas/1/main/full.sql.sqlite 1; do
        verify --from $from --database main
        expect_status 1
        expect_in_output 'upgraded from the snapshot of version 1, a database is not as a new one: ' 'rooms.alias'
    done
}

# The tree as it is, under a tag: release TAG.
release() {
    [ -d .git ] || git init -q .
    git add -A
    git -c user.name=a -c user.email=a@example.org commit -qm "$1"
    git tag "$1"
}

@test "a git revision: what its own deltas make is carried on by what it does not have" {
    put_schema
    release v1
    # The application of v1 does its updates by what v1 says.
    mv schema/main/background_updates/rooms_name_idx.sql .
    sed -i /background_updates/d schema/main/delta/2/01_room_names.sql
    mv rooms_name_idx.sql schema/main/delta/2/01_room_names.sql
    say schema/main/delta/2/05_late.sql 'CREATE TABLE late (x INTEGER);'
    say schema/main/delta/3/01_more.sql 'CREATE TABLE more (x INTEGER);'
    sed -i 's/CREATE TABLE schema_version/CREATE TABLE IF NOT EXISTS schema_version/; $a CREATE TABLE IF NOT EXISTS books (x INTEGER);' \
        schema/common/schema_version.sql
    engine=both verify --from v1
    expect_status 0
    expect_in_output 'upgrades: version 3 of common, main and state from v1, background updates before each version or at the end, postgres and sqlite, without rows and with some (seed 1): as new ones'
    # A delta that comes into a version which was there before no application runs.
    say schema/main/delta/1/09_forgotten.sql 'CREATE TABLE forgotten (x INTEGER);'
    verify --from v1 --database main
    expect_status 1
    expect_in_output 'sqlite: upgraded from v1, a database is not as a new one: table forgotten is there only in a new database' \
        'hint: no delta makes it so'
    # One that has been changed since.
    rm schema/main/delta/1/09_forgotten.sql
    sed -i 's/topic TEXT/topic BLOB/' schema/main/delta/2/02_topics.sql.sqlite
    verify --from v1 --from 2 --database main
    expect_status 1
    expect_in_output 'v1:schema/main/delta/2/02_topics.sql.sqlite: sqlite: upgraded from v1, a database is not as a new one: type of column rooms.topic differs'
    nothing_left
}

@test "a git revision whose deltas do not run, or that is newer than what is verified" {
    put_schema
    say schema/main/delta/2/09_wrong.sql 'CREATE TABLE;'
    release wrong
    say schema/main/delta/2/09_wrong.sql 'CREATE TABLE a (x INTEGER);'
    verify --from wrong
    expect_status 2
    [[ $stderr == *'wrong:schema/main/delta/2/09_wrong.sql:1:13: '*'(of what was to be upgraded from, wrong)'* ]] || { show_run; false; }
    verify --from wrong -n 1
    expect_status 2
    [[ $stderr == *'--from wrong: it is of version 2, and 1 is verified'* ]] || { show_run; false; }
}

@test "migrations of a git revision: those that it does not have are newer" {
    say migrations/1_a.sql 'CREATE TABLE a (x INTEGER);'
    say migrations/3_c.sql 'CREATE TABLE c (x INTEGER);'
    release v1
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER);'
    verify -s migrations --layout-in numbered --from v1
    expect_status 0
    expect_in_output 'from v1, sqlite, without rows and with some (seed 1): as new ones'
    # On a new database there is no c yet.
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER); CREATE TABLE IF NOT EXISTS c (y INTEGER); DROP TABLE c; CREATE TABLE c (y INTEGER);'
    say migrations/3_c.sql 'CREATE TABLE IF NOT EXISTS c (x INTEGER);'
    verify -s migrations --layout-in numbered --from v1
    expect_status 0
    sed -i 's/ CREATE TABLE IF.*/ DROP TABLE IF EXISTS c;/' migrations/2_b.sql
    verify -s migrations --layout-in numbered --from v1
    expect_status 1
    expect_in_output 'migrations/2_b.sql: sqlite: upgraded from v1, a database is not as a new one: table c is there only in a new database'
}

@test "rows that a server has moved before the snapshot was taken of it are told apart" {
    put_schema
    say schema/main/delta/1/04_position.sql 'CREATE TABLE position (at INTEGER); INSERT INTO position VALUES (0);'
    release v1
    "$FULLSCHEMA" generate --quiet --engine sqlite -n 2 -o schema --layout nested
    sed -i '/INTO position/s/(0)/(1)/; /INTO "position"/s/(0)/(1)/' schema/main/full_schemas/2/full.sql.sqlite
    grep -q '(1)' schema/main/full_schemas/2/full.sql.sqlite
    say schema/main/delta/3/01_more.sql 'CREATE TABLE more (x INTEGER);'
    verify --from v1 --database main
    expect_status 0
    expect_in_output 'warning: no finding: sqlite: rows of table position: the snapshot of version 2, which a new database is made from, has others than what deltas make without any upgrade, too (from v1)'
    # An upgrade that does it is a finding.
    put_upgrade_only 02_moves.py 'UPDATE position SET at = 7'
    verify --from 2 --database main
    expect_status 1
    expect_in_output 'schema/main/delta/3/02_moves.py: sqlite: upgraded from the snapshot of version 2, a database is not as a new one: row position.'
}

@test "migrations: versions of them are bases" {
    say migrations/1_a.sql 'CREATE TABLE a (x INTEGER);'
    say migrations/2_b.sql 'CREATE TABLE b (x INTEGER);'
    verify -s migrations --layout-in numbered --from 1
    expect_status 0
    expect_in_output 'upgrades: version 2 of main from version 1, sqlite, without rows and with some (seed 1): as new ones'
    verify -s migrations --layout-in numbered
    expect_status 0
    expect_in_output 'from nothing, sqlite, without rows and with some (seed 1): as new ones'
    # Without being asked for it is not carried out.
    run "$FULLSCHEMA" verify -s migrations --layout-in numbered --engine sqlite
    expect_status 0
    [[ $output != *upgrades:* ]] || { show_run; false; }
}

@test "what is no base is an error, and --from without --upgrades" {
    put_schema
    local wish
    declare -A said=([2]='no delta is newer: the version verified is 2'
        [0]='no delta is of that version, and no snapshot'
        [schema]='no snapshot there is of a version below 2'
        [schema/main/delta]='it has no snapshot of a database that is verified'
        [schema/main/delta/1/02_rooms.sql]='its path does not say which version it is of')
    for wish in "${!said[@]}"; do
        verify --from 1 --from "$wish"
        expect_status 2
        [[ $stderr == *"--from $wish: ${said[$wish]}"* ]] || { show_run; return 1; }
        expect_in_output 'not carried out'
    done
    verify --from nowhere
    expect_status 2
    [[ $stderr == *'no git repository is around the working directory'*'--from nowhere is taken for a revision: it is no version, no file and no directory'* ]] ||
        { show_run; false; }
    git init -q .
    verify --from nowhere
    expect_status 2
    [[ $stderr == *'nowhere'*'--from nowhere is taken for a revision'* ]] || { show_run; false; }
    run --separate-stderr "$FULLSCHEMA" verify --from 1 --engine sqlite
    expect_status 2
    expect_stderr <<<'fullschema: --from is for --upgrades'
    expect_no_output
}

# ---- rows ----

# Three migrations; the planted one comes third: put_migrations STATEMENT.
put_migrations() {
    put migrations/1_base.sql <<'END'
CREATE TABLE parents (id INTEGER PRIMARY KEY, name VARCHAR(9) NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')), size INTEGER CHECK (size BETWEEN 3 AND 9));
CREATE TABLE children (parent INTEGER NOT NULL REFERENCES parents (id), n INTEGER NOT NULL, note TEXT,
    at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (parent, n));
END
    say migrations/2_other.sql 'CREATE TABLE other (x BOOLEAN, y NUMERIC(5, 2), z VARCHAR(1) NOT NULL);'
    say migrations/3_planted.sql "$1"
}

verify_migrations() {
    verify -s migrations --layout-in numbered "$@"
}

@test "rows: a delta that fails as soon as a table has any is a finding, on both engines" {
    local statement
    for statement in 'ALTER TABLE children ADD COLUMN kind TEXT NOT NULL;' \
        'ALTER TABLE parents ADD COLUMN k INTEGER NOT NULL DEFAULT 0; CREATE UNIQUE INDEX ks ON parents (k);'; do
        put_migrations "$statement"
        for engine in sqlite postgres; do
            verify_migrations
            expect_status 1
            expect_in_output "upgrades: version 3 of main from nothing, $engine, without rows and with some (seed 1): 1 finding" \
                'migrations/3_planted.sql:1:' '(upgraded from nothing, with rows in its tables: it fails with any rows, and runs without)' \
                'hint: rows of an application would meet the same'
        done
    done
    # Not where the table is newer than the base, and holds nothing of it.
    engine=sqlite verify_migrations --from 2 --seed 5
    expect_status 1
    expect_in_output 'from version 2, sqlite, without rows and with some (seed 5): 1 finding'
}

@test "rows: a delta that refuses some that were made up is told, and no finding" {
    put_migrations 'CREATE UNIQUE INDEX notes ON children (note);'
    for engine in sqlite postgres; do
        verify_migrations
        expect_status 0
        expect_in_output 'as new ones' 'migrations/3_planted.sql:1:1: warning: no finding: ' \
            '(upgraded from nothing, with rows in its tables: it does not take rows that were made up)'
    done
    put_migrations "ALTER TABLE children ALTER COLUMN note SET NOT NULL;
        ALTER TABLE children ALTER COLUMN note TYPE INTEGER USING note::integer;"
    engine=postgres verify_migrations
    expect_status 0
    expect_in_output 'migrations/3_planted.sql:1:1: warning: no finding: postgres: column "note" of relation "children" contains null values (23502)'
    # What comes after it has rows again.
    say migrations/4_late.sql 'ALTER TABLE children ADD COLUMN late TEXT NOT NULL;'
    engine=postgres verify_migrations
    expect_status 1
    expect_in_output 'migrations/4_late.sql:1:1: postgres: column "late" of relation "children" contains null values (23502)'
}

@test "rows: what a delta does where it finds some, and not on a new database" {
    put_migrations 'SELECT 1;'
    put migrations/3_planted.sql <<'END'
DO $$ BEGIN
    IF EXISTS (SELECT FROM children) THEN ALTER TABLE children ADD COLUMN found TEXT; END IF;
END $$;
END
    engine=postgres verify_migrations
    expect_status 1
    expect_in_output 'migrations/3_planted.sql: postgres: upgraded from nothing, with rows in its tables, a database is not as a new one: column children.found is there only in the upgraded one'
}

@test "rows: a sequence that begins behind the rows that are there is no finding, another maximum is" {
    put_migrations "DO \$\$ BEGIN EXECUTE format('CREATE SEQUENCE s START %s', (SELECT count(*) + 1 FROM parents)); END \$\$;"
    engine=postgres verify_migrations
    expect_status 0
    put_migrations "DO \$\$ BEGIN EXECUTE format('CREATE SEQUENCE s MAXVALUE %s', (SELECT count(*) + 9 FROM parents)); END \$\$;"
    engine=postgres verify_migrations
    expect_status 1
    expect_in_output 'options of sequence s differs'
}

@test "rows: every type; a table without any is named, with the words of the server" {
    put migrations/1_types.sql <<'END'
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN small AS text NOT NULL CHECK (VALUE IN ('s', 'm'));
CREATE TABLE types (a smallint, b bigint NOT NULL, c numeric(4, 2), d real, e char(1), f varchar(3), g bytea, h uuid,
    i date, j timestamptz, k time, l interval, m jsonb, n inet, o macaddr, p bit(5), q varbit, r point, s int[],
    t mood NOT NULL, u small, v int4range, w tsvector, x boolean NOT NULL, y int GENERATED ALWAYS AS IDENTITY, z money,
    PRIMARY KEY (b, h), CHECK (length(f) = 3));
CREATE TABLE parts (id int NOT NULL, at date) PARTITION BY RANGE (id);
CREATE TABLE parts_all PARTITION OF parts DEFAULT;
CREATE TABLE tree (id serial PRIMARY KEY, above int REFERENCES tree (id));
CREATE TABLE one (lock char(1) NOT NULL DEFAULT 'X' PRIMARY KEY CHECK (lock = 'X'), n int);
CREATE TABLE odd (x text NOT NULL CHECK (x <> x));
END
    {
        local table
        for table in types parts tree one; do
            echo "ALTER TABLE $table ADD COLUMN late TEXT NOT NULL;"
        done
    } | split -l 1 -d --additional-suffix=_late.sql - migrations/2
    engine=postgres verify_migrations
    expect_status 1
    for table in types parts tree one; do
        expect_in_output "postgres: column \"late\" of relation \"$table\" contains null values (23502)" ||
            expect_in_output "postgres: column \"late\" of relation \"parts_all\" contains null values (23502)"
    done
    expect_in_output ': 4 findings' 'warning: no finding: postgres: no row could be made up for table odd' \
        'new row for relation "odd" violates check constraint "odd_x_check" (23514)'
    [ "$(grep -c 'no row could' <<<"$output")" = 1 ]
}

@test "rows: SQLite's tables; the queue of background updates stays as it is" {
    put_schema
    put schema/main/delta/3/01_tables.sql.sqlite <<'END'
CREATE TABLE keys (a TEXT NOT NULL, b INT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE refs (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b INT, c BLOB CHECK (length(c) = 4), d AS (b + 1),
    e JSON CHECK (json_valid(e)), FOREIGN KEY (a, b) REFERENCES keys);
CREATE VIRTUAL TABLE words USING fts5(word);
END
    put schema/main/delta/4/01_rebuild.sql.sqlite <<'END'
CREATE TABLE refs2 (id INTEGER PRIMARY KEY, a TEXT NOT NULL, never TEXT NOT NULL);
INSERT INTO refs2 (id, a, never) SELECT id, coalesce(a, ''), NULL FROM refs;
DROP TABLE refs;
ALTER TABLE refs2 RENAME TO refs;
END
    verify --database main
    expect_status 1
    expect_in_output ': 1 finding' 'schema/main/delta/4/01_rebuild.sql.sqlite:2:1: sqlite: NOT NULL constraint failed: refs2.never' \
        'it fails with any rows, and runs without'
    [[ $output != *'no row could'* ]] || { show_run; false; }
}
