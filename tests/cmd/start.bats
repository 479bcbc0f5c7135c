#!/usr/bin/env bats
# Starting a project: fullschema init and fullschema delta.

load ../lib/common

init() { run --separate-stderr "$FULLSCHEMA" init "$@"; }
delta() { run --separate-stderr "$FULLSCHEMA" delta "$@"; }

# has FILE...: the last run printed just these paths, and they are there.
has() {
    expect_status 0
    expect_output < <(printf '%s\n' "$@")
    local file
    for file; do
        [ -s "$file" ] || { echo "not there: $file"; return 1; }
    done
}

@test "init lays out a project that generate takes as it is" {
    init
    expect_status 0
    [[ $output == *schema/main/delta/1/01_first.sql* && $output == *fullschema.ini* ]]
    printf '%s\n' "$output" | LC_ALL=C sort | expect_files_of .
    run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    expect_file full_schemas/1/main/full.sql.sqlite <<'SQL'
-- Made by fullschema from the deltas. Do not edit: change a delta and make it again.

CREATE TABLE notes (
    note_id BIGINT NOT NULL,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ts BIGINT NOT NULL,
    PRIMARY KEY (note_id)
);
CREATE INDEX notes_author_idx ON notes (author, created_ts);
SQL
}

# expect_files_of DIR < paths, the tests' own temporary directory left out.
expect_files_of() {
    diff -u --label printed --label found - <(find "$1" -type f | sed 's|^\./||' | LC_ALL=C sort)
}

@test "what init makes is the same on both engines" {
    init project
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" generate -s project/schema
    expect_status 0
    [ -s project/full_schemas/1/main/full.sql.postgres ]
    [ -s project/full_schemas/1/main/full.sql.sqlite ]
}

@test "init writes over nothing" {
    say schema/main/delta/1/01_first.sql 'CREATE TABLE mine (id INTEGER);'
    before=$(fingerprint .)
    init
    expect_status 2
    expect_no_output
    expect_stderr <<'END'
schema: is there already
hint: nothing was written; init is for a project that has no schema yet
END
    [ "$(fingerprint .)" = "$before" ]
}

@test "in a repository the workflow stands at its top and checks the project where it is" {
    git init -q repository
    cd repository
    init services/app/
    expect_status 0
    [ -s .github/workflows/schema.yml ]
    [ -s services/app/schema/common/schema_version.sql ]
    diff -u - <(tail -n 3 .github/workflows/schema.yml) <<'END'
      - uses: OWNER/fullschema@v0.2.0
        with:
          working-directory: 'services/app'
END
    expect_stderr <<'END'
next: fullschema generate -s services/app/schema, then commit these files and the snapshots it makes
      for GitHub, replace OWNER in .github/workflows/schema.yml
END
    rm -r .github services
    mkdir below
    cd below
    init
    expect_status 0
    [[ $output == ../.github/workflows/schema.yml* ]]
    grep -qx "          working-directory: 'below'" ../.github/workflows/schema.yml
}

@test "init leaves what is beside it alone, and mixes with no other schema" {
    say README.md 'a project'
    say src/main.c 'int main(void) { return 0; }'
    init
    expect_status 0
    rm -r schema fullschema.ini .github
    say schema/models.py ''
    before=$(fingerprint .)
    init
    expect_status 2
    [[ $stderr == 'schema: is there already'* ]]
    rm -r schema
    say fullschema.ini 'quiet = true'
    init
    expect_status 2
    [[ $stderr == 'fullschema.ini: is there already'* ]]
    [ ! -e schema ]
}

@test "what init lays out passes check and verify once it is generated" {
    init
    "$FULLSCHEMA" generate -q
    run --separate-stderr "$FULLSCHEMA" check
    expect_status 0
    expect_output <<<'no changes'
    run --separate-stderr "$FULLSCHEMA" verify
    expect_status 0
    [[ $output == *'nothing found'* ]]
}

@test "a version that a git tag has is released, so the next delta begins another" {
    put_schema project/schema
    cd project
    git init -q
    git add -A
    git -c user.name=t -c user.email=t@example.org commit -qm deltas
    delta before
    has schema/main/delta/2/03_before.sql
    [ -z "$stderr" ]
    git -c user.name=t -c user.email=t@example.org tag -a v1.0 -m release
    delta after
    has schema/main/delta/3/01_after.sql
    expect_stderr <<<'version 2 is released, as tag v1.0 has it: the delta begins version 3'
    delta later
    has schema/main/delta/3/02_later.sql
    [ -z "$stderr" ]
    delta -n 2 patch
    has schema/main/delta/2/04_patch.sql
    [ -z "$stderr" ]
    cd ..
    delta -s project/schema elsewhere
    has project/schema/main/delta/3/03_elsewhere.sql
}

@test "delta takes the next number, over all databases" {
    put_schema
    delta add_tags
    has schema/main/delta/2/03_add_tags.sql
    delta --database state more_groups
    has schema/state/delta/2/04_more_groups.sql
    delta -n 3 next_release
    has schema/main/delta/3/01_next_release.sql
    say schema/state/delta/3/0119_long.sql ''
    delta wide
    has schema/main/delta/3/0120_wide.sql
}

@test "delta for one engine, or for each its own" {
    put_schema
    delta --engine postgres trigrams
    has schema/main/delta/2/03_trigrams.sql.postgres
    delta --engine sqlite --engine postgres search
    has schema/main/delta/2/04_search.sql.postgres schema/main/delta/2/04_search.sql.sqlite
}

@test "delta --background queues an update that generate then runs" {
    put_schema
    delta --background rooms_alias_idx
    has schema/main/delta/2/03_rooms_alias_idx.sql schema/main/background_updates/rooms_alias_idx.sql
    echo 'CREATE INDEX made_by_update ON schema_probe (id);' >>schema/main/background_updates/rooms_alias_idx.sql
    say schema/main/delta/1/99_probe.sql 'CREATE TABLE schema_probe (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" generate --engine sqlite
    expect_status 0
    grep -q 'CREATE INDEX made_by_update' full_schemas/2/main/full.sql.sqlite
}

@test "an update for one engine is queued on that engine only" {
    put_schema
    delta --background --engine sqlite vacuum_idx
    has schema/main/delta/2/03_vacuum_idx.sql.sqlite schema/main/background_updates/vacuum_idx.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
}

@test "delta --background makes both files or none" {
    put_schema
    delta --background rooms_name_idx
    expect_status 2
    expect_no_output
    expect_stderr <<<'schema/main/background_updates/rooms_name_idx.sql: is there already'
    [ ! -e schema/main/delta/2/03_rooms_name_idx.sql ]
}

@test "gaps, versions without files and files without numbers" {
    put_schema
    say schema/main/delta/2/40_gap.sql ''
    say schema/main/delta/2/unnumbered.sql ''
    say schema/main/delta/2/20240101120000_dated.sql ''
    delta --database common next
    has schema/common/delta/2/41_next.sql
    mkdir schema/state/delta/7
    delta first
    has schema/main/delta/7/01_first.sql
}

@test "delta says what it cannot do" {
    delta x
    expect_status 2
    expect_stderr <<'END'
schema: no such schema directory
hint: -s DIR names it; fullschema init lays out a new one
END
    put_schema
    before=$(fingerprint schema)
    delta 'Add Tags'
    expect_status 2
    expect_stderr <<'END'
fullschema: Add Tags: not the name of a delta
hint: a name is made of lower-case letters, digits and underscores: add_tags
END
    delta ../../x
    expect_status 2
    delta --database archive x
    expect_status 2
    expect_stderr <<'END'
schema: no logical database archive
hint: to begin one, make the directory schema/archive/delta
END
    delta
    expect_status 2
    expect_stderr <<'END'
fullschema: NAME is missing
hint: usage: fullschema delta [OPTION...] NAME
END
    delta a b
    expect_status 2
    expect_in_stderr 'unexpected argument: b'
    [ "$(fingerprint schema)" = "$before" ]
}

@test "a declared SCHEMA_VERSION below the delta's is reported" {
    put_schema
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    delta -n 3 early
    expect_status 0
    [[ $stderr == *'SCHEMA_VERSION is 2, so version 3 does not run yet'* ]]
}
