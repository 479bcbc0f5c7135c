#!/usr/bin/env bats
# --comments: what stands beside objects in the deltas stands in the snapshot.

load ../lib/common

fullschema() { run --separate-stderr "$FULLSCHEMA" "$@"; }

# A schema directory as people comment it, and the project's settings.
setup() {
    enter_scratch
    put_bookkeeping schema
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    put schema/main/delta/1/01_rooms.sql <<'END'
/* Copyright 2020 Somebody
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 */

-- What we know of a room.
--
-- One row each.
CREATE TABLE rooms (
    -- Never changes,
    -- "whatever" it's called
    room_id TEXT PRIMARY KEY,
    name TEXT, -- as its members see it
    size BIGINT DEFAULT 0 /* in members */,
    -- topic TEXT,
    UNIQUE (name)
);

CREATE TABLE events (id BIGINT); -- of any room
END
    put schema/main/delta/2/01_rooms.sql <<'END'
-- Where it came from
ALTER TABLE rooms ADD COLUMN origin TEXT;
ALTER TABLE rooms RENAME COLUMN name TO title;
ALTER TABLE events RENAME TO all_events;
END
    put schema/main/delta/2/02_rebuild.sql.sqlite <<'END'
CREATE TABLE new_events (id BIGINT NOT NULL);
INSERT INTO new_events SELECT id FROM all_events;
DROP TABLE all_events;
ALTER TABLE new_events RENAME TO all_events;
END
    put schema/main/delta/2/02_rebuild.sql.postgres <<<'ALTER TABLE all_events ALTER COLUMN id SET NOT NULL;'
    put schema/main/delta/2/03_users.py <<'END'
def run_create(cur, database_engine):
    cur.execute(
        """
        -- Everybody
        CREATE TABLE users (
            name TEXT NOT NULL  -- as they sign
        )
        """
    )
END
    say fullschema.ini 'comments = yes'
}

@test "snapshots of both engines have them, load, and are the same schema as without" {
    fullschema generate -o out
    expect_status 0
    [ -z "$stderr" ]
    sed 1,2d out/2/main/full.sql.sqlite >sqlite
    diff sqlite - <<'END'
-- of any room
CREATE TABLE all_events (
    id BIGINT NOT NULL
);

-- What we know of a room. One row each.
CREATE TABLE rooms (
    -- Never changes, "whatever" it's called
    room_id TEXT,
    -- as its members see it
    title TEXT,
    -- in members
    size BIGINT DEFAULT 0,
    -- Where it came from
    origin TEXT,
    PRIMARY KEY (room_id),
    UNIQUE (title)
);

-- Everybody
CREATE TABLE users (
    -- as they sign
    name TEXT NOT NULL
);
END
    sed 1,2d out/2/main/full.sql.postgres >postgres
    diff postgres - <<'END'
-- of any room
CREATE TABLE all_events (
    id bigint NOT NULL
);

-- What we know of a room. One row each.
CREATE TABLE rooms (
    -- Never changes, "whatever" it's called
    room_id text NOT NULL,
    -- as its members see it
    title text,
    -- in members
    size bigint DEFAULT 0,
    -- Where it came from
    origin text,
    CONSTRAINT rooms_name_key UNIQUE (title),
    CONSTRAINT rooms_pkey PRIMARY KEY (room_id)
);

-- Everybody
CREATE TABLE users (
    -- as they sign
    name text NOT NULL
);
END
    sqlite3 loaded.db <out/2/main/full.sql.sqlite
    say plain.ini ''
    fullschema generate -c plain.ini -o plain
    expect_status 0
    [ "$(cat plain/2/*/* | grep -c '^ *-- ')" = "$(find plain -type f | wc -l)" ]
    fullschema diff plain out
    expect_status 0
    fullschema diff loaded.db out/2/main/full.sql.sqlite
    expect_status 0
    fullschema load empty.db out/2/main/full.sql.sqlite
    expect_status 0
}

# Migrations of both engines whose other objects have comments.
put_other_objects() {
    put m/postgres/1_all.sql <<'END'
CREATE TABLE rooms (
    id bigint PRIMARY KEY,
    name text CHECK (name <> ''), -- as its members see it
    -- two rooms, two names
    UNIQUE (name),
    CHECK (name <> 'x') -- no x
);
-- by name, for the list
CREATE INDEX ON rooms (lower(name)); -- in any case
-- a room that is there
ALTER TABLE rooms ADD FOREIGN KEY (id) REFERENCES rooms;
-- all of them
CREATE VIEW names AS -- and no more
    SELECT name -- its name
    FROM rooms;
-- twice
CREATE FUNCTION twice(n int, t varchar(9) DEFAULT '') RETURNS int LANGUAGE sql AS $$ -- inside
SELECT n * 2 $$;
CREATE FUNCTION twice(t text) RETURNS int LANGUAGE sql RETURN 2; -- of a text
CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- keeps them
CREATE TRIGGER keep BEFORE UPDATE OF name ON rooms FOR EACH ROW EXECUTE FUNCTION kept(); -- in order
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM rooms; -- how many
CREATE UNIQUE INDEX one ON counted (n); -- to refresh it
END
    put m/sqlite/1_all.sql <<'END'
CREATE TABLE rooms (
    id INTEGER PRIMARY KEY,
    name TEXT CHECK (name <> ''), -- as its members see it
    -- two rooms, two names
    UNIQUE (name),
    CHECK (name <> 'x') -- no x
);
-- by name, for the list
CREATE INDEX by_name ON rooms (lower(name)); -- in any case
-- all of them
CREATE VIEW names AS -- and no more
    SELECT name -- its name
    FROM rooms;
-- keeps them
CREATE TRIGGER keep AFTER UPDATE ON rooms BEGIN
    -- inside
    UPDATE rooms SET name = CASE WHEN name = 'y' THEN 'z' END; -- more
END; -- in order
END
    put m/sqlite/2_again.sql <<'END'
DROP VIEW names;
CREATE TABLE new (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''), UNIQUE (name), CHECK (name <> 'x'));
DROP TABLE rooms;
ALTER TABLE new RENAME TO rooms;
CREATE INDEX by_name ON rooms (lower(name));
CREATE TRIGGER keep AFTER UPDATE ON rooms BEGIN SELECT 1; END;
CREATE VIEW names AS SELECT name FROM rooms;
END
    put fullschema.ini <<'END'
comments = yes
[database main]
postgres = m/postgres
sqlite = m/sqlite
END
}

@test "of indexes, constraints, views, triggers and functions, too; a snapshot that is run says the same again" {
    put_other_objects
    fullschema generate -o '{engine}.sql'
    expect_status 0
    [ -z "$stderr" ]
    grep -A1 -e '^ *-- ' postgres.sql | grep -v -e '^--$' | sed 1d | sed 's/ AS$//; s/^ *//' >postgres
    diff postgres - <<'END'

-- twice
CREATE FUNCTION twice(n integer, t character varying DEFAULT ''::character varying) RETURNS integer
-- of a text
CREATE FUNCTION twice(t text) RETURNS integer
-- as its members see it
name text,
-- no x
CONSTRAINT rooms_name_check1 CHECK (name <> 'x'),
-- two rooms, two names
CONSTRAINT rooms_name_key UNIQUE (name),
-- by name, for the list; in any case
CREATE INDEX rooms_lower_idx ON rooms (lower(name));
-- keeps them; in order
CREATE TRIGGER keep BEFORE UPDATE OF name ON rooms
-- how many
CREATE MATERIALIZED VIEW counted
-- to refresh it
CREATE UNIQUE INDEX one ON counted (n);
-- all of them; and no more
CREATE VIEW names
-- a room that is there
ALTER TABLE rooms ADD CONSTRAINT rooms_id_fkey FOREIGN KEY (id) REFERENCES rooms (id);
END
    sed 1,2d sqlite.sql >sqlite
    diff sqlite - <<'END'
CREATE TABLE rooms (
    id INTEGER,
    -- as its members see it
    name TEXT NOT NULL,
    CHECK (name <> ''),
    -- no x
    CHECK (name <> 'x'),
    PRIMARY KEY (id),
    -- two rooms, two names
    UNIQUE (name)
);
-- by name, for the list; in any case
CREATE INDEX by_name ON rooms (lower(name));
-- keeps them; in order
CREATE TRIGGER keep AFTER UPDATE ON rooms FOR EACH ROW
BEGIN
    SELECT 1;
END;

-- all of them; and no more
CREATE VIEW names AS
SELECT
    name
FROM rooms;
END
    rm -r m
    mkdir -p m/postgres m/sqlite
    mv postgres.sql m/postgres/1_all.sql
    mv sqlite.sql m/sqlite/1_all.sql
    fullschema generate -o '{engine}.again'
    expect_status 0
    diff m/postgres/1_all.sql postgres.again
    diff m/sqlite/1_all.sql sqlite.again
    printf '[database main]\npostgres = m/postgres\nsqlite = m/sqlite\n' >plain.ini
    fullschema generate -c plain.ini -o '{engine}.plain'
    expect_status 0
    fullschema diff sqlite.plain sqlite.again
    expect_status 0
    fullschema diff postgres.plain postgres.again
    expect_status 0
    grep -v -e '^ *-- [a-z]' postgres.again | diff postgres.plain -
}

@test "check says that a comment is missing, and how to make it; a snapshot made without is stale" {
    fullschema generate
    expect_status 0
    fullschema check
    expect_status 0
    sed -i 's/as its members see it/as others see it/' schema/main/delta/1/01_rooms.sql
    fullschema check --engine sqlite
    expect_status 1
    [[ $output == *'same objects, other text from line '*': -- as its members see it -> -- as others see it'* ]]
    fix=$(sed -n 's/^to fix it: //p' <<<"$output")
    [ "$fix" = 'fullschema generate --engine sqlite --comments' ] || { show_run; false; }
    "$FULLSCHEMA" generate --engine sqlite -q
    fullschema check --engine sqlite
    expect_status 0
    say fullschema.ini 'comments = no'
    fullschema check
    expect_status 1
    [[ $output == *'2 changes: 0 breaking, 0 need care, 2 safe'* ]]
}

@test "bytes do not depend on what is kept from run to run, nor on the base that a run starts from" {
    export FULLSCHEMA_CACHE=$scratch/cache
    fullschema generate -o out
    expect_status 0
    say schema/main/delta/2/04_more.sql '-- how full it is
ALTER TABLE rooms ADD COLUMN part REAL;'
    fullschema generate -o out -v
    expect_status 0
    [[ $stderr == *'goes on from the database that is kept'* ]]
    fullschema generate -o plain --no-cache
    expect_status 0
    diff -r plain out
    grep -q -- '-- how full it is' out/2/main/full.sql.postgres
    # The snapshot of a version is a base for the next one.
    fullschema generate -o schema --layout nested -n 1
    expect_status 0
    fullschema generate -o based --layout flat --no-cache
    expect_status 0
    diff -r plain/2/main based/2/main
}

@test "no comment gets out of its line, and a long one ends" {
    printf -- '-- one\v\\escape\033[31m \xe2\x80\xae*/ DROP TABLE users;\n' >schema/main/delta/2/05_odd.sql
    printf 'CREATE TABLE odd (a TEXT /* x\n); DROP TABLE rooms; -- */, -- %s\n b INTEGER);\n' "$(head -c 9000 /dev/zero | tr '\0' y)" \
        >>schema/main/delta/2/05_odd.sql
    fullschema generate -o out
    expect_status 0
    local engine
    for engine in postgres sqlite; do
        grep -A2 -e '^-- one' "out/2/main/full.sql.$engine" | cut -c 1-70 >odd
        diff odd - <<'END'
-- one \escape\x1b[31m \u202e*/ DROP TABLE users;
CREATE TABLE odd (
    -- x ); DROP TABLE rooms; yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
END
        [ "$(wc -L <"out/2/main/full.sql.$engine")" -le 2010 ]
    done
}

@test "where no snapshot is made they do nothing, and that is said; verify makes its snapshots with them" {
    fullschema check --comments --against x.db
    expect_status 2
    [[ $stderr == *'--comments does nothing beside --against'* ]]
    fullschema verify --parity --comments
    expect_status 2
    [[ $stderr == *'--comments is for --reproducible'* ]]
    fullschema verify --reproducible --engine sqlite
    expect_status 0
    fullschema config
    [[ $output == *'comments = yes'* ]]
}
