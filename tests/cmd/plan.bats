#!/usr/bin/env bats
# fullschema plan: what would run, without a server.

load ../lib/common

plan() {
    run --separate-stderr "$FULLSCHEMA" plan "$@"
}

@test "files in order, and how each update is done" {
    put_schema
    say schema/main/delta/2/03_more.py 'def run_create(cur, engine): pass'
    plan --database main
    expect_status 0
    expect_output <<'END'
main 2 on postgres:
  bookkeeping  schema/common/schema_version.sql
  delta        schema/common/delta/1/01_queue.sql
  delta        schema/main/delta/1/02_rooms.sql
  delta        schema/main/delta/2/01_room_names.sql
  delta        schema/main/delta/2/02_topics.sql.postgres
  program      schema/main/delta/2/03_more.py
  then the queue of background updates

main 2 on sqlite:
  bookkeeping  schema/common/schema_version.sql
  delta        schema/common/delta/1/01_queue.sql
  delta        schema/main/delta/1/02_rooms.sql
  delta        schema/main/delta/2/01_room_names.sql
  delta        schema/main/delta/2/02_topics.sql.sqlite
  program      schema/main/delta/2/03_more.py
  then the queue of background updates

background updates:
rooms_name_idx, named in schema/main/delta/2/01_room_names.sql
  postgres  SQL schema/main/background_updates/rooms_name_idx.sql
  sqlite    SQL schema/main/background_updates/rooms_name_idx.sql
END
    [ -z "$stderr" ]
    nothing_left
}

@test "an older version, from a snapshot, one engine, no updates" {
    put_schema
    rm -r schema/main/background_updates
    say schema/common/full_schemas/1/full.sql '-- nothing'
    say schema/main/full_schemas/1/full.sql '-- nothing'
    plan --engine sqlite --database main --base 1
    expect_status 0
    expect_output <<'END'
main 2 on sqlite, from the snapshot of 1:
  bookkeeping  schema/common/schema_version.sql
  snapshot     schema/common/full_schemas/1/full.sql
  snapshot     schema/main/full_schemas/1/full.sql
  delta        schema/main/delta/2/01_room_names.sql
  delta        schema/main/delta/2/02_topics.sql.sqlite
  then the queue of background updates

background updates: none are known
END
    plan --engine sqlite --database state -n 1
    expect_status 0
    [[ $output == "state 1 on sqlite:"* ]]
}

@test "updates of the sources: where they are registered, and what would stop the run" {
    cp -r "$repo/tests/fixtures/background_sources/app" .
    plan -s app/storage/schema --database main --engine sqlite
    expect_status 0
    sed -n '/^background updates:/,$p' <<<"$output" >updates
    expect_file updates <<'END'
background updates:
books_author_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:24
            CREATE INDEX IF NOT EXISTS books_author_idx_2 ON books (author) WHERE author IS NOT NULL;
books_isbn_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:20
            CREATE UNIQUE INDEX IF NOT EXISTS books_isbn ON books (isbn);
books_title_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:38
            CREATE INDEX IF NOT EXISTS books_title ON books (title, year);
            DROP INDEX IF EXISTS books_old;
books_year_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    nothing, app/storage/indexes.py:33
clean_loans, named in app/storage/schema/main/delta/2/02_rows.sql
  sqlite    data only, app/storage/handlers.py:19
count, named in app/storage/schema/main/delta/2/02_rows.sql
  sqlite    data only, app/storage/handlers.py:20
drop_books_old
  sqlite    stops the run if queued: it has a handler that may change the schema: _drop_books_old, app/storage/handlers.py:13
            app/storage/constants.py:7: DROP INDEX books_old
fill_titles, named in app/storage/schema/main/delta/2/02_rows.sql
  sqlite    data only, app/storage/handlers.py:12
forgotten, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    nothing, app/storage/indexes.py:47
loans_book_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:40
            CREATE INDEX IF NOT EXISTS loans_book ON loans (book_id);
loans_validate
  sqlite    nothing, app/storage/indexes.py:49
loans_validate_member
  sqlite    nothing, app/storage/indexes.py:52
members_card_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:44
            CREATE INDEX IF NOT EXISTS members_card ON members (card);
members_city_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:41
            CREATE INDEX IF NOT EXISTS members_city ON members (city);
members_name_idx, named in app/storage/schema/main/delta/2/01_indexes.sql
  sqlite    index, app/storage/indexes.py:44
            CREATE INDEX IF NOT EXISTS members_name ON members (name);
wrapped
  sqlite    stops the run if queued: it has a handler that may change the schema: _wrapped, app/storage/handlers.py:14
            app/storage/updater.py:16: CREATE INDEX %s ON
END
}

@test "the options about updates work here too" {
    cp -r "$repo/tests/fixtures/background_sources/app" .
    say ours/wrapped.sql '-- nothing'
    say app/storage/odd.py 'updates.register_noop_background_update(name())'
    plan -s app/storage/schema --engine sqlite --background-updates ours --assume-data-only drop_books_old
    expect_status 0
    [[ $output == *$'\ndrop_books_old\n  sqlite    assumed to be data only\n'* ]]
    [[ $output == *$'\nwrapped\n  sqlite    SQL ours/wrapped.sql\n'* ]]
    [[ $output == *$'\n(a name that cannot be read), app/storage/odd.py:1: '* ]]
}

@test "sources that cannot be parsed, unknown versions and names are errors" {
    cp -r "$repo/tests/fixtures/background_sources/app" .
    plan -s app/storage/schema -n 7
    expect_status 2
    expect_in_stderr 'app/storage/schema: no schema version 7'
    plan -s app/storage/schema --database nosuch
    expect_status 2
    expect_in_stderr 'no logical database nosuch'
    plan -s app/storage/schema --engine mysql
    expect_status 2
    plan -s app/storage/schema --source-timeout soon
    expect_status 2
    say app/storage/broken.py 'class ( register_'
    plan -s app/storage/schema
    expect_status 2
    expect_in_stderr 'app/storage/broken.py:1:7: not Python: '
    expect_no_output
}

@test "--help" {
    plan --help
    expect_status 0
    [[ $output == *--assume-data-only* ]]
}

@test "--since shows what came after a version, and the updates that this names" {
    put_schema
    plan --database main --engine sqlite --since 1
    expect_status 0
    diff - <(echo "$output") <<'END'
main 2 on sqlite:
  delta        schema/main/delta/2/01_room_names.sql
  delta        schema/main/delta/2/02_topics.sql.sqlite
  then the queue of background updates

background updates:
rooms_name_idx, named in schema/main/delta/2/01_room_names.sql
  sqlite    SQL schema/main/background_updates/rooms_name_idx.sql
END
    plan --database main --engine sqlite --since 2
    expect_status 0
    diff - <(echo "$output") <<'END'
main 2 on sqlite:
  nothing

background updates:
END
    plan --since 2024-01-01
    expect_status 2
    expect_in_stderr '--since 2024-01-01: not a whole number' 'hint: it takes a version'
    plan --since 3
    expect_status 2
    expect_in_stderr 'schema: --since 3: there are only versions up to 2'
    expect_no_output
}

@test "--json: files, what does not run, and updates, for programs" {
    put_schema
    say schema/main/delta/2/03_more.py 'def run_create(cur, engine): pass'
    plan --json --database main
    expect_status 0
    [ "$(jq -r '.plans[] | select(.engine == "postgres").files[] | "\(.kind) \(.version) \(.path)"' <<<"$output" | tail -n 3)" = \
        "delta 2 schema/main/delta/2/01_room_names.sql
delta 2 schema/main/delta/2/02_topics.sql.postgres
program 2 schema/main/delta/2/03_more.py" ]
    [ "$(jq -c '[.version, (.plans | length), .not_run, .plans[0].base]' <<<"$output")" = '[1,2,[],null]' ]
    [ "$(jq -c '.background_updates[] | [.name, .named_in, (.engines[] | .engine, .done_by, .files[0])]' <<<"$output")" = \
        '["rooms_name_idx","schema/main/delta/2/01_room_names.sql","postgres","sql","schema/main/background_updates/rooms_name_idx.sql","sqlite","sql","schema/main/background_updates/rooms_name_idx.sql"]' ]
    mkdir migrations
    echo 'CREATE TABLE a (id INTEGER);' >migrations/1_a.sql
    plan --json --layout-in numbered -s migrations --engine sqlite
    expect_status 0
    [ "$(jq -c '.plans[0].files' <<<"$output")" = '[{"kind":"migration","version":1,"path":"migrations/1_a.sql"}]' ]
}

@test "--since of plain migrations names those alone: they queue no background updates" {
    mkdir db
    echo 'CREATE TABLE rooms (id INTEGER);' >db/1_rooms.sql
    echo 'CREATE TABLE tags (id INTEGER);' >db/2_tags.sql
    run --separate-stderr "$FULLSCHEMA" plan --layout-in numbered --engine sqlite -s db --since 1
    expect_status 0
    diff - <(echo "$output") <<'END'
main 2 on sqlite:
  migration    db/2_tags.sql
END
}
