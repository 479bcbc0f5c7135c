#!/usr/bin/env bats
# fullschema docs: snapshots as Markdown, as somebody keeps them in a repository and reads them on a forge.

load ../lib/common

# A schema of one database on both engines, without a server: the texts are snapshots.
put_snapshots() {
    put snapshots/full.sql.postgres <<'SQL'
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := now(); -- ```
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION touch() IS 'Sets at.';
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SEQUENCE numbers;
CREATE TABLE users (name text NOT NULL, at timestamp with time zone DEFAULT now(), m mood, CONSTRAINT users_pkey PRIMARY KEY (name));
CREATE TABLE rooms (id bigint NOT NULL, creator text NOT NULL, CONSTRAINT rooms_pkey PRIMARY KEY (id), CONSTRAINT rooms_creator FOREIGN KEY (creator) REFERENCES users (name) ON DELETE CASCADE);
CREATE TABLE events (at date) PARTITION BY RANGE (at);
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE VIEW names AS SELECT name FROM users;
CREATE INDEX rooms_creator_idx ON rooms (creator);
CREATE TRIGGER touched BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON rooms USING (creator = CURRENT_USER);
COMMENT ON TABLE users IS 'Who has an account.';
COMMENT ON COLUMN users.name IS 'As they write it, in snake_case.';
GRANT SELECT ON TABLE rooms TO PUBLIC;
SQL
    put snapshots/full.sql.sqlite <<'SQL'
CREATE TABLE users (name TEXT NOT NULL PRIMARY KEY, at BIGINT);
CREATE TABLE rooms (id BIGINT NOT NULL PRIMARY KEY, creator TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE, topic TEXT);
CREATE INDEX rooms_creator_idx ON rooms (creator);
INSERT INTO users VALUES ('a|b', 5);
PRAGMA user_version = 7;
SQL
}

make_docs() {
    run --separate-stderr "$FULLSCHEMA" docs "$@"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}

# section FILE TITLE: that section of it, without its title.
section() { sed -n "/^## $2\$/,/^## /{/^## /d;p}" "$1" | sed '/./,$!d' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }

@test "an index, a file for each table and view, and one for each kind of the rest" {
    put_snapshots
    make_docs -o out snapshots
    expect_files out <<'END'
README.md
events.md
events_2026.md
functions.md
names.md
rooms.md
sequences.md
settings.md
types.md
users.md
END
    expect_file out/README.md <<'END'
<!-- Made by `fullschema docs`: what is changed here by hand is lost. -->
# Database schema

Postgres and SQLite: 4 tables, 1 view.

| Name | Kind | Columns | Refers to | Comment |
| --- | --- | ---: | --- | --- |
| [`events`](events.md) | table _(Postgres only)_ | 1 | | |
| [`events_2026`](events_2026.md) | partition _(Postgres only)_ | 1 | | |
| [`names`](names.md) | view _(Postgres only)_ | | | |
| [`rooms`](rooms.md) | table | 3 | [`users`](users.md) | |
| [`users`](users.md) | table | 3 | | Who has an account. |

```mermaid
erDiagram
    t0["rooms"]
    t1["users"]
    t0 }o--|| t1 : "creator"
```

### Settings

- [`user_version`](settings.md#user_version)

### Types

- [`mood`](types.md#mood)

### Sequences

- [`numbers`](sequences.md#numbers)

### Functions

- [`touch()`](functions.md#touch~28~29): Sets at.

END
}

@test "a table: what both engines say stands once, what differs stands apart" {
    put_snapshots
    make_docs -o out snapshots
    run section out/rooms.md Columns
    expect_output <<'END'
| Column | Type | Null | Key |
| --- | --- | --- | --- |
| `id` | `bigint` | `NOT NULL` | PK |
| `creator` | `text` | `NOT NULL` | FK |
| `topic` _(SQLite only)_ | `TEXT` | | |
END
    run section out/rooms.md 'Foreign keys'
    expect_output <<'END'
| Columns | Refers to | How | Name |
| --- | --- | --- | --- |
| `creator` | [`users`](users.md) (`name`) | `ON DELETE CASCADE` | `rooms_creator` |
END
    run section out/rooms.md Indexes
    expect_output <<<$'```sql\nCREATE INDEX rooms_creator_idx ON rooms (creator);\n```'
    run section out/rooms.md Privileges
    expect_output <<<$'Postgres:\n\n```sql\nGRANT SELECT ON TABLE rooms TO PUBLIC;\n```'
    run section out/rooms.md Policies
    [[ $output == *'CREATE POLICY own ON rooms'* ]]
    run section out/users.md 'Referred to by'
    expect_output <<<'- [`rooms`](rooms.md) (`creator`)'
    run section out/users.md Columns
    expect_output <<'END'
| Column | Type, Postgres | Type, SQLite | Null | Default, Postgres | Key | Comment |
| --- | --- | --- | --- | --- | --- | --- |
| `name` | `text` | `TEXT` | `NOT NULL` | | PK | As they write it, in snake_case. |
| `at` | `timestamp with time zone` | `BIGINT` | | `now()` | | |
| `m` _(Postgres only)_ | `mood` | – | | | | |
END
}

@test "partitions, views, rows and the rest of the kinds" {
    put_snapshots
    make_docs -o out snapshots
    grep -qx 'Table, partition of \[`events`\](events.md) `FOR VALUES FROM (.*)` on Postgres. \[All tables\](README.md)' out/events_2026.md
    run section out/events.md Partitions
    [[ $output == '- [`events_2026`](events_2026.md) `FOR VALUES FROM'* ]]
    run section out/names.md SQL
    [[ $output == *'CREATE VIEW names AS'* ]]
    run section out/users.md 'Rows on SQLite'
    expect_output <<'END'
| `name` | `at` |
| --- | --- |
| <code>&#39;a&#124;b&#39;</code> | `5` |
END
    run section out/users.md Triggers
    [[ $output == *'CREATE TRIGGER touched'* ]]
    # A block is closed by none of what stands in it.
    run section out/functions.md '`touch()`'
    [[ $output == *'Sets at.'*'````sql'*'-- ```'*'````' ]]
    grep -q '<a id="touch~28~29"></a>' out/functions.md
    grep -q 'PRAGMA user_version = 7' out/settings.md
}

@test "one engine alone is not named in every line" {
    put_snapshots
    make_docs -o out snapshots/full.sql.postgres
    run section out/rooms.md Columns
    expect_output <<'END'
| Column | Type | Null | Key |
| --- | --- | --- | --- |
| `id` | `bigint` | `NOT NULL` | PK |
| `creator` | `text` | `NOT NULL` | FK |
END
    run grep -r 'only)' out
    expect_status 1
}

@test "databases are directories; without a word the project's newest snapshots are read" {
    put_schema
    "$FULLSCHEMA" generate -q --engine sqlite
    printf '[docs]\noutput-dir = doc/schema\n' | put fullschema.ini
    make_docs
    expect_files doc/schema <<'END'
README.md
common/background_updates.md
main/rooms.md
state/groups.md
END
    grep -qxF '| [`rooms`](main/rooms.md) | 3 |' doc/schema/README.md
    grep -qF '[All tables](../README.md)' doc/schema/main/rooms.md
    make_docs -q -n 2 full_schemas
    expect_no_output
    make_docs --output full_schemas/2 --check
    expect_output <<<'4 files, all as they should be'
}

@test "--check tells what would change, writes nothing, and exits with 1" {
    put_snapshots
    make_docs -o out snapshots
    make_docs -o out --check snapshots
    expect_output <<<'10 files, all as they should be'
    local before
    before=$(fingerprint out)
    make_docs -o out snapshots
    [ "$(fingerprint out)" = "$before" ]
    sed -i '/INSERT INTO/d; /user_version/d' snapshots/full.sql.sqlite
    echo 'CREATE TABLE more (x integer);' >>snapshots/full.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" docs --check -o out snapshots
    expect_status 1
    expect_output <<'END'
out/README.md: would change
out/more.md: would be added
out/users.md: would change
out/settings.md: would be removed
END
    [ "$(fingerprint out)" = "$before" ]
    make_docs -o out/ snapshots
    expect_output <<'END'
out/README.md: changed
out/more.md: added
out/users.md: changed
out/settings.md: removed
END
    [ ! -e out/settings.md ]
    run --separate-stderr "$FULLSCHEMA" docs --check -o nowhere snapshots
    expect_status 1
    [ ! -e nowhere ]
}

@test "what it did not make is never overwritten or removed" {
    put_snapshots
    put out/README.md <<<'# Mine'
    local before
    before=$(fingerprint out)
    for words in --check ''; do
        # shellcheck disable=SC2086
        run --separate-stderr "$FULLSCHEMA" docs $words -o out snapshots
        expect_status 2
        expect_stderr <<'END'
out/README.md: this file was not made by fullschema docs, and is left as it is
hint: move it away, or name another directory with --output-dir
END
        [ "$(fingerprint out)" = "$before" ]
    done
    rm out/README.md
    put out/notes.md <<<'notes'
    put out/main/notes.md <<<'more notes'
    put out/stray.txt <<<'<!-- Made by `fullschema docs`: what is changed here by hand is lost. -->'
    # Another directory of its own has an index.
    make_docs -q -o out/other snapshots/full.sql.sqlite
    make_docs -q -o out snapshots
    sed -i '/names/d' snapshots/full.sql.postgres
    make_docs -o out snapshots
    [[ $output == *'out/names.md: removed'* ]]
    local file
    for file in notes.md main/notes.md stray.txt other/rooms.md; do
        [ -f "out/$file" ]
    done
}

@test "what could not be read as a whole is not written" {
    put_snapshots
    make_docs -q -o out snapshots
    local before
    before=$(fingerprint out)
    printf '\xff' >>snapshots/full.sql.sqlite
    run --separate-stderr "$FULLSCHEMA" docs -o out snapshots
    expect_status 2
    expect_in_stderr 'full.sql.sqlite'
    [ "$(fingerprint out)" = "$before" ]
    run --separate-stderr "$FULLSCHEMA" docs snapshots
    expect_status 2
    expect_stderr <<'END'
fullschema: docs needs a directory for its files
hint: name it with -o DIR, or say output-dir = DIR below [docs] in fullschema.ini
END
    run --separate-stderr "$FULLSCHEMA" docs -o out snapshots/full.sql.postgres snapshots/full.sql.postgres
    expect_status 2
    expect_in_stderr 'are both for'
}
