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

@test "--quiet prints nothing when all is well" {
    put_schema
    generate --quiet --engine sqlite
    expect_status 0
    expect_no_output
    [ -z "$stderr" ]
    [ -e full_schemas/2/main/full.sql.sqlite ]
    generate -q --engine sqlite
    expect_status 0
    expect_no_output
}

@test "--quiet still prints warnings and errors" {
    put_schema
    say schema/main/delta/2/notes.txt 'for people'
    generate --quiet --engine sqlite
    expect_status 0
    expect_in_stderr 'schema/main/delta/2/notes.txt: warning:'
    say schema/main/delta/2/05_bad.sql 'SELEC 1;'
    generate --quiet --engine sqlite
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/05_bad.sql:1:1: sqlite: '
}

@test "--color always colours messages, never and a pipe do not" {
    put_schema
    say schema/main/delta/2/notes.txt 'for people'
    generate --engine sqlite --color always
    expect_status 0
    [[ $stderr == *$'\033[1m'*$'\033[33mwarning:\033[0m'* ]]
    generate --engine sqlite --color never
    [[ $stderr != *$'\033'* ]]
    generate --engine sqlite --color auto
    [[ $stderr != *$'\033'* ]]
    generate --engine sqlite
    [[ $stderr != *$'\033'* && $stderr == *warning:* ]]
    NO_COLOR=1 generate --engine sqlite --color always
    [[ $stderr == *$'\033'* ]]
    generate --engine sqlite --color pink
    expect_status 2
    expect_stderr <<'END'
fullschema: --color pink: one of auto, always, never
END
}

@test "directories with spaces, quotes and letters of any script" {
    mkdir "a b'ü 語"
    cd "a b'ü 語"
    put_schema "sch ëma"
    generate -s "sch ëma" -o "öut put"
    expect_status 0
    cd ..
    put_schema
    generate -s schema -o plain
    diff -r "a b'ü 語/öut put" plain
}

@test "TMPDIR with spaces, quotes and letters of any script" {
    mkdir -m 1777 "$TMPDIR/t m'p é"
    put_schema
    TMPDIR="$TMPDIR/t m'p é" generate --engine postgres
    expect_status 0
    [ -z "$(ls -A "$TMPDIR/t m'p é")" ]
}

@test "relative and absolute, through a symbolic link" {
    put_schema real
    ln -s real schema
    generate --engine sqlite
    expect_status 0
    mkdir elsewhere
    cd elsewhere
    generate -s ../schema -o ../other --engine sqlite
    expect_status 0
    diff -r ../full_schemas ../other
}

@test "an output directory that cannot be written is an error, and nothing changes" {
    put_schema
    generate --engine sqlite
    say schema/main/delta/2/03_more.sql 'CREATE TABLE more (x TEXT);'
    before=$(fingerprint full_schemas)
    say blocked 'a file'
    generate --engine sqlite --output blocked/out
    expect_status 2
    expect_stderr <<'END'
fullschema: --output: blocked is a file, and snapshots are in a directory
hint: name a directory, or a file by a name that ends in .sql: db/schema.sql
END
    if [ "$(id -u)" != 0 ]; then
        chmod 555 full_schemas/2/main
        generate --engine sqlite
        chmod 755 full_schemas/2/main
        expect_status 2
        expect_stderr <<'END'
full_schemas/2/main/full.sql.sqlite: cannot write: Permission denied
hint: nothing was written; choose another place, or fix its permissions
END
    fi
    [ "$(fingerprint full_schemas)" = "$before" ]
    [ -z "$(find full_schemas -name '.*')" ]
}

@test "a standard output that cannot be written is trouble" {
    put_schema
    run --separate-stderr bash -c '"$FULLSCHEMA" generate --engine sqlite >/dev/full'
    expect_status 2
    expect_in_stderr 'cannot write to standard output: No space left on device'
    run --separate-stderr bash -c '"$FULLSCHEMA" --help >/dev/full'
    expect_status 2
}

@test "closed standard streams do no harm" {
    put_schema
    generate --output open
    expect_status 0
    "$FULLSCHEMA" generate --quiet --output closed <&- >&- 2>&-
    diff -r open closed
    nothing_left
}

@test "--help fits 80 columns and names every option" {
    generate --help
    expect_status 0
    [ -z "$stderr" ]
    awk 'length > 80 { print "too wide: " $0; bad = 1 } END { exit bad }' <<<"$output"
    for option in -s, --schema -o, --output -n, --schema-version --all-versions --database --engine --base --layout \
        -p, --pg-user --pg-bindir --statement-timeout -q, --quiet --color; do
        [[ $output == *"$option"* ]] || { echo "missing: $option"; return 1; }
    done
    run --separate-stderr "$FULLSCHEMA" --help
    expect_status 0
    [[ $output == *"  generate "* ]]
    awk 'length > 80 { print "too wide: " $0; bad = 1 } END { exit bad }' <<<"$output"
}

@test "no command, and one that there is not" {
    run --separate-stderr "$FULLSCHEMA"
    expect_status 2
    [[ $output$stderr == *generate* ]]
    run --separate-stderr "$FULLSCHEMA" regenerate
    expect_status 2
    expect_stderr <<'END'
fullschema: no command regenerate
hint: did you mean generate?
END
}

@test "wrong options are reported by name, and nothing runs" {
    put_schema
    while IFS='|' read -r arguments message; do
        # shellcheck disable=SC2086
        generate $arguments
        expect_status 2
        expect_no_output
        [ "${stderr%%$'\n'*}" = "fullschema: $message" ] || { echo "for: $arguments"; show_run; return 1; }
    done <<'END'
--nonsense|--nonsense: unknown option
-x|-x: unknown option
--schema|--schema: missing argument
word|unexpected word: word
--engine mysql|--engine mysql: there are postgres and sqlite
--layout round|--layout round: one of auto, flat, nested, one
--base below|--base below: not a whole number
-n next|--schema-version next: not a whole number
-n -3|--schema-version -3: not a whole number
--statement-timeout soon|--statement-timeout soon: not a whole number
--statement-timeout -1|--statement-timeout -1: not a whole number
--statement-timeout 99999999|--statement-timeout 99999999: at most 1000000; 0 for no limit
END
    [ ! -e full_schemas ]
}

@test "--timeout ends a run with one line that says so, and writes nothing" {
    put_bookkeeping
    say schema/main/delta/1/01.sql.sqlite 'CREATE TABLE n (i); INSERT INTO n WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0;'
    generate --engine sqlite --timeout 1
    expect_status 2
    expect_no_output
    expect_stderr <<'END'
fullschema: stopped after 1 s, the limit of the whole run (--timeout); nothing was written
END
    [ ! -e full_schemas ]
}
