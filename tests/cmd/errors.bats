#!/usr/bin/env bats
# Errors that do not come from a statement: the directory, its files, the
# queue of background updates, the server's programs.

load ../lib/common
engine=sqlite

@test "no schema directory" {
    generate_fails
    expect_stderr <<'END'
schema: no such schema directory
hint: -s DIR names it; fullschema init lays out a new one
END
    mkdir -p db/migrations app/db/migrate
    generate_fails
    expect_stderr <<'END'
schema: no such schema directory
hint: -s DIR names it, as -s db/migrations, which is there; fullschema init lays out a new one
END
    generate_fails -s app/schema
    expect_in_stderr 'app/schema: no such schema directory' '-s app/db/migrate, which is there'
    say file text
    generate_fails -s file
    expect_in_stderr 'file: is no directory, so no schema directory'
}

@test "an empty directory, and one without deltas" {
    mkdir schema
    generate_fails
    expect_in_stderr 'schema: not a schema directory: there is no delta in it, and no migration
hint: a schema directory holds '
    put_bookkeeping
    generate_fails
    expect_in_stderr 'schema: not a schema directory: there is no delta in it, and no migration'
    mkdir -p schema/main/delta
    generate_fails
    expect_in_stderr 'schema: not a schema directory: there is no delta in it, and no migration'
}

@test "no bookkeeping file" {
    put_schema
    rm schema/common/schema_version.sql
    generate_fails
    expect_in_stderr 'schema/common/schema_version.sql: not found: it makes the bookkeeping tables and runs first'
}

@test "an unknown version" {
    put_schema
    for version in 0 3 99; do
        generate_fails -n $version
        expect_stderr <<END
schema: no schema version $version
hint: its deltas go from version 1 to 2
END
    done
    say schema/__init__.py 'SCHEMA_VERSION = 1'
    local command
    for command in generate plan verify; do
        run --separate-stderr "$FULLSCHEMA" "$command" -n 2
        expect_status 2
        expect_stderr <<END
schema: no schema version 2
hint: its deltas go from version 1 to 2, and SCHEMA_VERSION is 1
END
    done
}

@test "an unknown database" {
    put_schema
    generate_fails --database maim
    expect_stderr <<'END'
schema: no logical database maim
hint: there are common, main, state
END
}

@test "the same delta name twice in one version" {
    put_schema
    say schema/state/delta/1/02_rooms.sql 'SELECT 1;'
    generate_fails
    expect_stderr <<'END'
schema/state/delta/1/02_rooms.sql: the same delta name twice in version 1: also schema/main/delta/1/02_rooms.sql
hint: rename one: applied deltas are recorded by version and file name
END
    # Also where only one of the two would run.
    generate_fails --database main
}

@test "background updates without an implementation are all listed" {
    put_schema
    put schema/main/delta/2/05_more.sql <<'SQL'
INSERT INTO background_updates (update_name, progress_json) VALUES
    ('é', '{}'), ('second', '{}'),
    ('on postgres only', '{}');
SQL
    say schema/main/background_updates/'on postgres only.sql.postgres' '-- Nothing.'
    rm schema/main/background_updates/rooms_name_idx.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/2/05_more.sql:3:6: background update on postgres only has no implementation for sqlite
        ('on postgres only', '{}');
         ^
hint: write schema/main/background_updates/on postgres only.sql (or .sql.sqlite); a comment alone says it changes no schema
schema/main/delta/2/01_room_names.sql:1:69: background update rooms_name_idx has no implementation for sqlite
    INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_name_idx', '{}');
                                                                        ^
hint: write schema/main/background_updates/rooms_name_idx.sql (or .sql.sqlite); a comment alone says it changes no schema
schema/main/delta/2/05_more.sql:2:19: background update second has no implementation for sqlite
        ('é', '{}'), ('second', '{}'),
                      ^
hint: write schema/main/background_updates/second.sql (or .sql.sqlite); a comment alone says it changes no schema
schema/main/delta/2/05_more.sql:2:6: background update é has no implementation for sqlite
        ('é', '{}'), ('second', '{}'),
         ^
hint: write schema/main/background_updates/é.sql (or .sql.sqlite); a comment alone says it changes no schema
END
}

@test "on Postgres the missing implementations are listed too" {
    put_schema
    rm schema/main/background_updates/rooms_name_idx.sql
    engine=postgres generate_fails
    expect_stderr <<'END'
schema/main/delta/2/01_room_names.sql:1:69: background update rooms_name_idx has no implementation for postgres
    INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_name_idx', '{}');
                                                                        ^
hint: write schema/main/background_updates/rooms_name_idx.sql (or .sql.postgres); a comment alone says it changes no schema
END
}

@test "a dependency cycle in the queue" {
    put_schema
    put schema/main/delta/2/05_cycle.sql <<'SQL'
INSERT INTO background_updates (update_name, progress_json, depends_on) VALUES
    ('egg', '{}', 'hen'), ('hen', '{}', 'egg'), ('nest', '{}', 'hen');
SQL
    for name in egg hen nest; do
        say schema/main/background_updates/$name.sql '-- Nothing.'
    done
    for engine in postgres sqlite; do
        generate_fails
        expect_stderr <<'END'
schema/main/delta/2/05_cycle.sql:1:13: dependency cycle in the queue of background updates: hen waits for egg waits for hen
    INSERT INTO background_updates (update_name, progress_json, depends_on) VALUES
                ^
    it may be another one: 2 files write to background_updates, and this is the last
hint: fix depends_on in the delta that queues one of them
END
    done
}

@test "a file that cannot be read" {
    put_schema
    ln -s nowhere schema/main/delta/2/03_dangling.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/2/03_dangling.sql: cannot read: No such file or directory
END
    rm schema/main/delta/2/03_dangling.sql
    [ "$(id -u)" != 0 ] || return 0
    chmod 0 schema/main/delta/2/01_room_names.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/2/01_room_names.sql: cannot read: Permission denied
END
    chmod 0 schema/main/delta/2
    generate_fails
    chmod 755 schema/main/delta/2
    expect_stderr <<'END'
schema/main/delta/2: cannot list the directory: Permission denied
END
}

@test "a file that is not UTF-8" {
    put_schema
    printf -- '-- Gr\303\274n\n-- Gr\303\274\374n\n' | put schema/main/delta/2/03_latin.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/2/03_latin.sql:2:7: not UTF-8: byte 0xFC
hint: save the file as UTF-8 (from Latin-1: iconv -f LATIN1 -t UTF-8)
END
    printf 'SELECT 1;\0\n' | put schema/main/delta/2/03_latin.sql
    generate_fails
    expect_in_stderr 'schema/main/delta/2/03_latin.sql:1:10: not UTF-8: byte 0x00'
}

@test "an update's implementation that is not UTF-8" {
    put_schema
    printf -- '-- \374\n' | put schema/main/background_updates/rooms_name_idx.sql
    generate_fails
    expect_in_stderr 'schema/main/background_updates/rooms_name_idx.sql:1:4: not UTF-8: byte 0xFC'
}

@test "a byte order mark is no error and moves no column" {
    put_schema
    printf '\357\273\277SELEC 1;\n' | put schema/main/delta/2/03_mark.sql
    generate_fails
    expect_stderr <<'END'
schema/main/delta/2/03_mark.sql:1:1: sqlite: near "SELEC": syntax error (SQLITE_ERROR)
    SELEC 1;
    ^
END
    printf '\357\273\277SELECT 1;\r\n' | put schema/main/delta/2/03_mark.sql
    generate --engine sqlite
    expect_status 0
}

@test "a long line is shown around the caret" {
    put_schema
    { printf "INSERT INTO rooms VALUES ('%0300d', nonsense, '%0300d');\n" 0 0; } | put schema/main/delta/2/03_long.sql
    generate_fails
    mapfile -t lines <<<"$stderr"
    [ "${lines[0]}" = 'schema/main/delta/2/03_long.sql:1:331: sqlite: no such column: nonsense (SQLITE_ERROR)' ]
    [ ${#lines[1]} -lt 200 ]
    at=${lines[1]%%nonsense*}
    [ "${lines[2]}" = "${at//?/ }^" ]
}

@test "files that are passed over are reported, and the run goes on" {
    put_schema
    say schema/main/delta/2/README.md 'for people'
    say schema/main/delta/2/03_x.sql.mysql 'SELECT 1;'
    say schema/main/delta/2/sub/04_y.sql 'SELECT 1;'
    say schema/main/delta/2/x.pyc ''
    say schema/main/delta/2/__pycache__/x.pyc ''
    say schema/main/delta/2/.03_x.sql.swp ''
    mkdir schema/main/delta/next
    generate --engine sqlite
    expect_status 0
    expect_stderr <<'END'
schema/main/delta/2/03_x.sql.mysql: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py
schema/main/delta/2/README.md: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py
schema/main/delta/2/sub: warning: passed over: not x.sql, x.sql.postgres, x.sql.sqlite or x.py
schema/main/delta/next: warning: passed over: its name is not a version number
END
}

@test "no server programs where --pg-bindir or PG_BINDIR say" {
    put_schema
    mkdir empty
    PG_BINDIR='' engine=postgres generate_fails --pg-bindir empty
    expect_stderr <<'END'
fullschema: there is no program initdb in empty (from --pg-bindir)
hint: name the directory that holds initdb and postgres, as in /usr/lib/postgresql/15/bin
END
    PG_BINDIR=$PWD/nowhere engine=postgres generate_fails
    expect_stderr <<END
fullschema: there is no program initdb in $PWD/nowhere (from PG_BINDIR)
hint: name the directory that holds initdb and postgres, as in /usr/lib/postgresql/15/bin
END
    # What does not need them does not look for them.
    PG_BINDIR=$PWD/nowhere generate --engine sqlite
    expect_status 0
}

@test "no server programs anywhere: what was looked at, and what to install" {
    put_schema
    unshare=(unshare --mount)
    [ "$(id -u)" = 0 ] || unshare=(unshare --mount --map-root-user)
    "${unshare[@]}" mount -t tmpfs none /usr/lib/postgresql 2>/dev/null ||
        skip "the machine's own Postgres cannot be hidden here (unshare --mount)"
    mkdir bin
    run --separate-stderr "${unshare[@]}" sh -c 'mount -t tmpfs none /usr/lib/postgresql
        exec env -u PG_BINDIR PATH="$PWD/bin" "$FULLSCHEMA" generate --engine postgres'
    expect_status 2
    expect_stderr <<'END'
fullschema: no PostgreSQL server programs (initdb, postgres) found
    looked at: --pg-bindir and PG_BINDIR (not given), PATH, /usr/lib/postgresql/*/bin
hint: on Debian and Ubuntu: apt-get install postgresql; or name their directory with --pg-bindir; or use a running server with -p USER
END
    [ ! -e full_schemas ]
}

@test "server programs that do not work" {
    put_schema
    mkdir bin
    printf '#!/bin/sh\necho "this machine is too old" >&2\nexit 3\n' | tee bin/initdb >bin/postgres
    chmod 755 bin bin/*
    bin/initdb 2>/dev/null && false
    [ $? = 3 ] || skip "programs do not run in $PWD"
    PG_BINDIR=$PWD/bin engine=postgres generate_fails
    expect_stderr <<END
fullschema: $PWD/bin/initdb ended with status 3
    this machine is too old
END
}

@test "a failure on one engine writes nothing for the other" {
    put_schema
    say schema/main/delta/2/06_bad.sql.postgres 'SELECT nothing;'
    engine='' generate_fails
    expect_in_stderr 'schema/main/delta/2/06_bad.sql.postgres:1:8: postgres: column "nothing" does not exist (42703)'
    [ ! -e out/2 ]
}

@test "TMPDIR that is not there, or too deep for a socket" {
    put_schema
    run --separate-stderr env TMPDIR="$scratch/nowhere" "$FULLSCHEMA" generate --engine postgres
    expect_status 2
    expect_stderr <<END
fullschema: cannot use the directory for temporary files $scratch/nowhere: No such file or directory
END
    deep=$TMPDIR/$(printf '%0100d' 0)
    mkdir "$deep"
    run --separate-stderr env TMPDIR="$deep" "$FULLSCHEMA" generate --engine postgres
    expect_status 2
    expect_stderr <<END
fullschema: the path of the directory for temporary files is too long for a unix socket: $deep
hint: set TMPDIR to another directory
END
    [ -z "$(ls -A "$deep")" ]
}
