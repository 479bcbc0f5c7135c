#!/usr/bin/env bats
# fullschema generate: options, layouts, output, what a second run does.

load ../lib/common

@test "defaults: schema in, full_schemas out, every database on both engines" {
    put_schema
    generate
    expect_status 0
    expect_files full_schemas <<'END'
2/common/full.sql.postgres
2/common/full.sql.sqlite
2/main/full.sql.postgres
2/main/full.sql.sqlite
2/state/full.sql.postgres
2/state/full.sql.sqlite
END
    expect_file full_schemas/2/main/full.sql.postgres <<'END'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE rooms (
    room_id text NOT NULL,
    name text,
    topic character varying(10)
);
CREATE INDEX rooms_name_idx ON rooms (name);

INSERT INTO rooms (room_id, name, topic) VALUES ('!a:example.org', NULL, NULL);
INSERT INTO rooms (room_id, name, topic) VALUES ('!b:example.org', 'it''s b', NULL);
END
    expect_file full_schemas/2/main/full.sql.sqlite <<'END'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE rooms (
    room_id TEXT NOT NULL,
    name TEXT,
    topic TEXT
);
CREATE INDEX rooms_name_idx ON rooms (name);

INSERT INTO rooms (room_id, name, topic) VALUES ('!a:example.org', NULL, NULL);
INSERT INTO rooms (room_id, name, topic) VALUES ('!b:example.org', 'it''s b', NULL);
END
    expect_file full_schemas/2/common/full.sql.sqlite <<'END'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE background_updates (
    update_name TEXT NOT NULL,
    progress_json TEXT NOT NULL,
    depends_on TEXT,
    ordering INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT background_updates_uniqueness UNIQUE (update_name)
);
END
    nothing_left
}

@test "the summary says what was written and what was not" {
    put_schema
    generate --engine sqlite
    [ -z "$stderr" ]
    expect_output <<'END'
full_schemas/2/common/full.sql.sqlite: new, 6 objects
full_schemas/2/main/full.sql.sqlite: new, 7 objects
full_schemas/2/state/full.sql.sqlite: new, 3 objects
3 snapshots: 3 written, 0 unchanged (N.N s)
END
    echo 'CREATE INDEX rooms_topic_idx ON rooms (topic);' | put schema/main/delta/2/03_more.sql
    generate --engine sqlite --database main
    expect_output <<'END'
full_schemas/2/main/full.sql.sqlite: changed, 8 objects
1 snapshot: 1 written, 0 unchanged (N.N s)
END
}

@test "a second run changes nothing, not even file times, and says so" {
    put_schema
    generate
    expect_status 0
    before=$(fingerprint full_schemas)
    generate
    expect_status 0
    expect_output <<'END'
6 snapshots: 0 written, 6 unchanged (N.N s)
END
    [ "$(fingerprint full_schemas)" = "$before" ]
}

@test "only the file that changes is written" {
    put_schema
    generate --engine sqlite
    before=$(fingerprint full_schemas | grep -v /main/)
    main=$(fingerprint full_schemas | grep /main/)
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (x TEXT);'
    generate --engine sqlite
    expect_status 0
    [ "$(fingerprint full_schemas | grep -v /main/)" = "$before" ]
    [ "$(fingerprint full_schemas | grep /main/)" != "$main" ]
}

@test "two runs give the same bytes, whatever locale, time zone, umask and settings" {
    put_schema
    say schema/main/delta/2/04_times.sql.postgres "
        CREATE TABLE times (at TIMESTAMP WITH TIME ZONE DEFAULT '2020-01-02 03:04:05+00', span INTERVAL DEFAULT '1 day 2 hours', f DOUBLE PRECISION DEFAULT 0.1);
        INSERT INTO times VALUES ('2021-06-07 08:09:10+00', '1 mon', 1.0/3);"
    generate --output one
    expect_status 0
    (
        umask 077
        export TZ=Asia/Kathmandu LANG=tr_TR.UTF-8 PGTZ=America/New_York PGDATESTYLE=German \
            PGOPTIONS='-c search_path=nowhere' PGCLIENTENCODING=LATIN1 PGHOST=nowhere.invalid PGPORT=1 PGSSLMODE=require
        LC_ALL=de_DE.UTF-8 "$FULLSCHEMA" generate --output two
    )
    diff -r one two
    grep -q 2020-01-02 one/2/main/full.sql.postgres
}

@test "-s, -o and -n" {
    put_schema 'deltas here'
    generate -s 'deltas here/' -o 'out/dir/' -n 1 --engine sqlite
    expect_status 0
    expect_files out <<'END'
dir/1/common/full.sql.sqlite
dir/1/main/full.sql.sqlite
dir/1/state/full.sql.sqlite
END
    run -1 grep -q -e INDEX -e topic out/dir/1/main/full.sql.sqlite
    generate --schema "$PWD/deltas here" --output="$PWD/long" --schema-version=1 --engine sqlite
    expect_status 0
    diff -r out/dir long
}

@test "--all-versions makes every version, up to -n where it is given" {
    put_schema
    mkdir -p schema/main/delta/4
    generate --all-versions --engine sqlite --database main
    expect_status 0
    expect_files full_schemas <<'END'
1/main/full.sql.sqlite
2/main/full.sql.sqlite
4/main/full.sql.sqlite
END
    cmp full_schemas/2/main/full.sql.sqlite full_schemas/4/main/full.sql.sqlite
    generate --all-versions -n 2 --output two --engine sqlite --database main
    expect_status 0
    expect_files two <<'END'
1/main/full.sql.sqlite
2/main/full.sql.sqlite
END
    diff -r full_schemas/1 two/1
    diff -r full_schemas/2 two/2
}

@test "the directory's own version is the one it declares" {
    put_schema
    say schema/__init__.py 'SCHEMA_VERSION = 1'
    generate --engine sqlite --database state
    expect_status 0
    expect_files full_schemas <<<1/state/full.sql.sqlite
}

@test "a version without deltas of its own can be made" {
    put_schema
    mkdir schema/main/delta/9
    generate --engine sqlite --database main -n 5
    expect_status 0
    generate --engine sqlite --database main -n 2
    diff full_schemas/5 full_schemas/2
}

@test "--database chooses, and may be repeated" {
    put_schema
    generate --engine sqlite --database state --database common
    expect_status 0
    expect_files full_schemas <<'END'
2/common/full.sql.sqlite
2/state/full.sql.sqlite
END
    run -1 grep -q background_updates full_schemas/2/state/full.sql.sqlite
}

@test "--engine chooses, and may be repeated" {
    put_schema
    generate --database state --engine postgres
    expect_status 0
    expect_files full_schemas <<<2/state/full.sql.postgres
    generate --database state --engine postgres --engine sqlite
    expect_status 0
    expect_files full_schemas <<'END'
2/state/full.sql.postgres
2/state/full.sql.sqlite
END
}

@test "a snapshot that refers to common comes out as it is after that of common, and is said to" {
    put_schema
    put schema/main/delta/2/03_views.sql <<'SQL'
CREATE VIEW waiting AS SELECT update_name FROM background_updates;
SQL
    generate
    expect_status 0
    local engine
    for engine in postgres sqlite; do
        grep -Fx "full_schemas/2/main/full.sql.$engine: loads only after the snapshot of common, to which it refers" \
            <<<"$output"
        [ "$(grep -c 'loads only after' <<<"$output")" = 2 ]
        grep -q '^CREATE VIEW waiting' "full_schemas/2/main/full.sql.$engine"
    done
    nothing_left
}

@test "--layout nested" {
    put_schema
    generate --engine sqlite --layout nested --output out
    expect_status 0
    expect_files out <<'END'
common/full_schemas/2/full.sql.sqlite
main/full_schemas/2/full.sql.sqlite
state/full_schemas/2/full.sql.sqlite
END
}

@test "nested is the default where the schema directory holds full_schemas" {
    put_schema
    mkdir -p schema/main/full_schemas
    generate --engine sqlite --database main --output out
    expect_status 0
    generate --engine sqlite --database main --output out --layout flat
    expect_status 0
    expect_files out <<'END'
2/main/full.sql.sqlite
main/full_schemas/2/full.sql.sqlite
END
    cmp out/2/main/full.sql.sqlite out/main/full_schemas/2/full.sql.sqlite
}

# A nested tree: snapshots of version 1 in the schema directory itself, each
# with a table that no delta makes.
put_nested_schema() {
    put_schema
    generate --layout nested --output schema --schema-version 1
    expect_status 0
    local engine
    for engine in postgres sqlite; do
        echo 'CREATE TABLE from_base (x INTEGER);' >>schema/main/full_schemas/1/full.sql.$engine
    done
}

@test "the base is the highest snapshot below the version" {
    put_nested_schema
    generate --output out
    expect_status 0
    for engine in postgres sqlite; do
        grep -q 'CREATE TABLE from_base' "out/main/full_schemas/2/full.sql.$engine"
        grep -q 'CREATE INDEX rooms_name_idx' "out/main/full_schemas/2/full.sql.$engine"
        grep -q 'INSERT INTO rooms' "out/main/full_schemas/2/full.sql.$engine"
        run -1 grep -q background_updates "out/main/full_schemas/2/full.sql.$engine"
        grep -q 'CREATE TABLE background_updates' "out/common/full_schemas/2/full.sql.$engine"
    done
}

@test "--base none starts from nothing, --base N from version N" {
    put_nested_schema
    generate --output none --base none --engine sqlite --database main
    expect_status 0
    run -1 grep -q from_base none/main/full_schemas/2/full.sql.sqlite
    mkdir -p schema/common/full_schemas/0
    generate --output zero --base 0 --engine sqlite --database main
    expect_status 0
    diff -r none zero
    generate --output one --base 1 --engine sqlite --database main
    expect_status 0
    grep -q from_base one/main/full_schemas/2/full.sql.sqlite
}

@test "a version that is in the tree is made from the base below it, not from itself" {
    put_nested_schema
    generate --output out --engine sqlite --database main -n 1
    expect_status 0
    run -1 grep -q from_base out/main/full_schemas/1/full.sql.sqlite
}

@test "a base that is not there, or not below, is an error" {
    put_nested_schema
    before=$(fingerprint schema)
    generate --base 7 --engine sqlite -o out -n 1
    expect_status 2
    expect_stderr <<'END'
schema/common/full_schemas/7: the base must be below the version to make, 1
END
    mkdir schema/main/delta/9
    generate --base 7 --engine sqlite -o out
    expect_status 2
    expect_stderr <<'END'
schema/common/full_schemas/7: no such base snapshot
END
    [ ! -e out ]
}
