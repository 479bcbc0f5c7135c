#!/usr/bin/env bats
# fullschema squash: one migration in the place of the first ones, proved, and left only then.

load ../lib/common

# sql FILE WORDS: a migration of dbmate.
sql() {
    say "$1" $'-- migrate:up\n'"$2"$'\n\n-- migrate:down'
}

# Three migrations; the last drops what the first made, and the second has rows.
put_three() {
    sql "$1/001_rooms.sql" 'CREATE TABLE rooms (id integer PRIMARY KEY, name text NOT NULL); CREATE TABLE gone (a integer);'
    sql "$1/002_topics.sql" "ALTER TABLE rooms ADD COLUMN topic text; INSERT INTO rooms VALUES (1, 'one', 'a;b'), (2, 'two', NULL);"
    sql "$1/003_users.sql" 'DROP TABLE gone; CREATE TABLE users (id integer PRIMARY KEY, room integer REFERENCES rooms);'
}

commit() {
    git -c init.defaultBranch=main init -q .
    git add -A
    git -c user.name=a -c user.email=a@example.org commit -qm all
}

squash() {
    run --separate-stderr "$FULLSCHEMA" squash "$@"
}

# snapshot FILE WORDS...: what all of it makes.
snapshot() {
    "$FULLSCHEMA" generate -q -o "$@"
}

@test "in the place of the last one: listed first, then done with --delete; the rest makes the same" {
    put_three db
    commit
    options=(--layout-in numbered --engine sqlite -s db)
    snapshot "$TMPDIR/before.sql" "${options[@]}"
    squash "${options[@]}" --to 2
    expect_status 0
    expect_output <<'END2'
db/002_topics.sql: 2 migrations in one, proved; not written
what would go for it:
  db/001_rooms.sql
nothing was changed: --delete writes the baseline in the place of the last one, and removes the others
END2
    [ -z "$(git status --short db)" ]
    squash "${options[@]}" --to 002_topics --delete
    expect_status 0
    expect_output <<'END2'
db/002_topics.sql: 2 migrations in one, proved
removed, as the baseline stands for them:
  db/001_rooms.sql
END2
    [ "$(git status --short db)" = $' D db/001_rooms.sql\n M db/002_topics.sql' ]
    diff db/002_topics.sql - <<'END2'
-- All migrations up to 002_topics.sql in one, made by fullschema squash.
-- migrate:up

CREATE TABLE gone (
    a INTEGER
);

CREATE TABLE rooms (
    id INTEGER,
    name TEXT NOT NULL,
    topic TEXT,
    PRIMARY KEY (id)
);

INSERT INTO rooms (id, name, topic) VALUES (1, 'one', 'a;b');
INSERT INTO rooms (id, name, topic) VALUES (2, 'two', NULL);

-- migrate:down
END2
    snapshot "$TMPDIR/after.sql" "${options[@]}"
    cmp "$TMPDIR/before.sql" "$TMPDIR/after.sql"
    # a database that had run them has only the rest before it
    printf '%s\n' "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('001'), ('002');" |
        cat - "$TMPDIR/before.sql" | sqlite3 app.db
    sqlite3 app.db 'DROP TABLE users; CREATE TABLE gone (a integer)'
    run --separate-stderr "$FULLSCHEMA" check "${options[@]}" --against app.db
    expect_status 0
    [[ $output == *'1 pending:'*'db/003_users.sql'* ]] || { show_run; return 1; }
}

@test "both engines, each with a directory of its own; the newest where no other is said" {
    put_three db/postgres
    put_three db/sqlite
    say fullschema.ini $'[database main]\npostgres = db/postgres\nsqlite = db/sqlite'
    commit
    snapshot "$TMPDIR/{engine}.before"
    squash --delete
    expect_status 0
    [[ $output == *'db/postgres/003_users.sql: 3 migrations in one, proved'*'db/sqlite/003_users.sql: 3 migrations in one, proved'* ]]
    [ "$(ls db/*)" = $'db/postgres:\n003_users.sql\n\ndb/sqlite:\n003_users.sql' ]
    snapshot "$TMPDIR/{engine}.after"
    cmp "$TMPDIR/postgres.before" "$TMPDIR/postgres.after"
    cmp "$TMPDIR/sqlite.before" "$TMPDIR/sqlite.after"
}

@test "one directory for both engines: a baseline for each, where names there say for which a file is" {
    put_three db
    say db/003_users.down.sql 'DROP TABLE users;'
    say fullschema.ini $'[database main]\npostgres = db\nsqlite = db'
    squash
    expect_status 2
    expect_in_stderr 'db: the directory is for both engines, a baseline is in the words of one, and no name there says' \
        'where what runs them takes 7_rooms.postgres.sql for Postgres alone'
    # 2 is another text on SQLite, and 4 is of Postgres alone.
    sql db/002_topics.sqlite3.sql "ALTER TABLE rooms ADD COLUMN topic text; INSERT INTO rooms VALUES (3, 'three', NULL);"
    sql db/004_index.postgres.sql 'CREATE INDEX users_room ON users (room);'
    sql db/005_last.sql 'CREATE TABLE last (a integer);'
    commit
    snapshot "$TMPDIR/{engine}.before"
    squash --engine sqlite
    expect_status 2
    expect_in_stderr 'db: the directory is for both engines, and what goes would go for both'
    squash --to 3
    expect_status 0
    expect_output <<'END2'
db/003_users.postgres.sql: 3 migrations in one, proved; not written
db/003_users.sqlite3.sql: 3 migrations in one, proved; not written
what would go for it:
  db/001_rooms.sql
  db/002_topics.sql
  db/002_topics.sqlite3.sql
  db/003_users.sql
  db/003_users.down.sql
nothing was changed: --delete writes the baseline in the place of the last one, and removes the others
END2
    squash --to 3 --delete
    expect_status 0
    [ "$(ls db)" = $'003_users.postgres.sql\n003_users.sqlite3.sql\n004_index.postgres.sql\n005_last.sql' ]
    snapshot "$TMPDIR/{engine}.after"
    cmp "$TMPDIR/postgres.before" "$TMPDIR/postgres.after"
    cmp "$TMPDIR/sqlite.before" "$TMPDIR/sqlite.after"
    # The last of one engine is not the last of the other.
    git reset -q --hard
    rm db/003_users.*3.sql db/003_users.postgres.sql
    squash --to 4 --delete
    expect_status 0
    [ "$(ls db)" = $'003_users.sqlite3.sql\n004_index.postgres.sql\n005_last.sql' ]
    snapshot "$TMPDIR/{engine}.after"
    cmp "$TMPDIR/postgres.before" "$TMPDIR/postgres.after"
    cmp "$TMPDIR/sqlite.before" "$TMPDIR/sqlite.after"
}

@test "comments of the deltas are in the baseline, where snapshots find them again" {
    put_schema
    say fullschema.ini 'comments = yes'
    say schema/main/delta/1/04_users.sql $'-- Everybody\nCREATE TABLE users (\n    name TEXT -- as they sign\n);'
    commit
    snapshot before
    grep -qx -- '-- Everybody' before/2/main/full.sql.postgres
    squash --to 1 --delete
    expect_status 0
    grep -qx -- '    -- as they sign' schema/main/full_schemas/1/full.sql.sqlite
    snapshot after --layout flat
    diff -r before after
    rm -rf schema full_schemas before after
    sql db/001_users.sql $'-- Everybody\nCREATE TABLE users (\n    name TEXT -- as they sign\n);'
    sql db/002_more.sql 'ALTER TABLE users ADD COLUMN more TEXT; -- and more'
    say fullschema.ini $'comments = yes\nschema = db\nlayout-in = numbered\nengine = sqlite'
    commit
    snapshot before.sql
    squash --delete
    expect_status 0
    snapshot after.sql
    diff before.sql after.sql
    [ "$(grep -c -- '-- .*more' db/002_more.sql)" = 2 ]
}

@test "one directory for both engines: what has no name for one of them" {
    say db/2024-01-01-000000_a/up.sql 'CREATE TABLE a (a integer);'
    say db/2024-01-02-000000_b/up.sql 'CREATE TABLE b (a integer);'
    say db/2024-01-03-000000_c.postgres.sql 'CREATE TABLE c (a integer);'
    say fullschema.ini $'[database main]\npostgres = db\nsqlite = db'
    squash --to 2024-01-02-000000_b
    expect_status 2
    expect_in_stderr 'db/2024-01-02-000000_b/up.sql: the directory is for both engines, and such a baseline cannot be for one of them'
}

@test "marks, down migrations and settings of each tool" {
    for n in 1 2; do
        say "goose/00$n.sql" $'-- +goose Up\n-- +goose StatementBegin\nCREATE TABLE t'$n$' (a integer);\n-- +goose StatementEnd\n-- +goose Down\nDROP TABLE t'$n';'
        say "golang/00${n}_t.up.sql" "CREATE TABLE t$n (a integer);"
        say "golang/00${n}_t.down.sql" "DROP TABLE t$n;"
        say "diesel/2024-01-0${n}-000000_t/up.sql" "CREATE TABLE t$n (a integer);"
        say "diesel/2024-01-0${n}-000000_t/down.sql" "DROP TABLE t$n;"
        say "diesel/2024-01-0${n}-000000_t/metadata.toml" 'run_in_transaction = true'
        say "migrate/$n-t.sql" $'-- +migrate Up\nCREATE TABLE t'$n$' (a integer);\n-- +migrate Down\nDROP TABLE t'$n';'
    done
    say golang/003_t.up.sql 'CREATE TABLE t3 (a integer);'
    commit
    for tool in goose golang diesel migrate; do
        squash --layout-in numbered --engine sqlite -s $tool --to "$(ls $tool | sed -n '/2/p' | tail -n 1 | sed 's/\.up\.sql//; s/\.down\.sql//')" --delete
        expect_status 0
    done
    grep -qx -- '-- +goose StatementBegin' goose/002.sql
    grep -qx -- '-- +goose StatementEnd' goose/002.sql
    [ "$(ls goose golang migrate)" = $'golang:\n002_t.up.sql\n003_t.up.sql\n\ngoose:\n002.sql\n\nmigrate:\n2-t.sql' ]
    [ "$(ls diesel)" = 2024-01-02-000000_t ]
    [ "$(find diesel -type f | sort)" = $'diesel/2024-01-02-000000_t/metadata.toml\ndiesel/2024-01-02-000000_t/up.sql' ]
    grep -qx -- '-- +migrate Up' migrate/2-t.sql
    # what a database that has run them needs is said
    [[ $output == *'databases that have run them: sql-migrate refuses rows of files that are gone'* ]]
}

@test "Flyway: a baseline beside the others, which may go" {
    say db/V1__a.sql 'CREATE TABLE a (id integer);'
    say db/V1.2__b.sql 'CREATE TABLE b (id integer);'
    say db/V2__c.sql 'CREATE TABLE c (id integer);'
    say db/R__v.sql 'DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT id FROM a;'
    squash --layout-in numbered --engine sqlite -s db --to 1.2
    expect_status 0
    expect_output <<'END2'
db/B1.2__baseline.sql: 2 migrations in one, proved
what the baseline stands for may go:
  db/V1__a.sql
  db/V1.2__b.sql
databases that have run them: Flyway's validate misses migrations that are gone, unless ignoreMigrationPatterns has "*:missing"
END2
    [ -e db/V1__a.sql ]
    run "$FULLSCHEMA" plan --layout-in numbered --engine sqlite -s db
    [[ $output == *B1.2__baseline.sql*V2__c.sql*R__v.sql* && $output != *V1__a* ]]
    # a second one stands for it as well
    squash --layout-in numbered --engine sqlite -s db
    expect_status 2
    expect_in_stderr 'db/B1.2__baseline.sql: is a baseline already'
}

@test "a schema directory: a base of all databases and both engines, and the deltas that may go" {
    put_schema
    squash --to 1
    expect_status 0
    [[ $output == *'schema/main/full_schemas/1/full.sql.postgres: new, proved'* ]]
    [[ $output == *'what the baseline stands for may go:'*'schema/common/delta/1/01_queue.sql'*'schema/main/delta/1/02_rooms.sql'* ]]
    [ "$(ls schema/*/full_schemas/1 | grep -c full.sql)" = 6 ]
    # from the base the same comes out, with the deltas and without
    snapshot base
    snapshot whole --base none
    diff -r base whole
    rm -r schema/*/full_schemas
    commit
    squash --to 1 --delete
    expect_status 0
    [ ! -e schema/common/delta ]
    [ "$(ls schema/main/delta)" = 2 ]
    snapshot without
    diff -r base without
    squash --to 1
    expect_status 2
    squash --to 2
    expect_status 0
    # the newest needs its deltas
    [[ $output != *'may go'* ]]
    snapshot newest
    diff -r base newest
    squash --to 2
    expect_status 2
    expect_in_stderr 'schema/common/full_schemas/2: there is a base of that version already'
    squash --to 3
    expect_in_stderr '--to 3: there are no deltas of that version'
    squash --engine sqlite
    expect_status 2
    expect_in_stderr 'a base is of all logical databases and of both engines: --engine leaves some out'
}

@test "what git could not bring back is not removed, and nothing is written" {
    put_three db
    squash --layout-in numbered --engine sqlite -s db --delete
    expect_status 2
    expect_in_stderr '--delete: it is in no git repository'
    commit
    echo '-- more' >>db/001_rooms.sql
    squash --layout-in numbered --engine sqlite -s db --to 2 --delete
    expect_status 2
    expect_in_stderr 'db/001_rooms.sql: is not committed as it is'
    git checkout -q .
    echo '-- more' >>db/002_topics.sql
    git add db
    squash --layout-in numbered --engine sqlite -s db --to 2 --delete
    expect_status 2
    expect_in_stderr 'db/002_topics.sql: is not committed as it is'
    # git says nothing of a file that it was told not to look at
    git reset -q --hard
    local flag
    for flag in assume-unchanged skip-worktree; do
        git update-index --$flag db/001_rooms.sql
        echo '-- more' >>db/001_rooms.sql
        squash --layout-in numbered --engine sqlite -s db --to 2 --delete
        expect_status 2
        expect_in_stderr 'db/001_rooms.sql: is not committed as it is'
        git update-index --no-$flag db/001_rooms.sql
        git checkout -q .
    done
    # what stays is no matter
    echo '-- more' >>db/003_users.sql
    squash --layout-in numbered --engine sqlite -s db --to 2 --delete
    expect_status 0
}

@test "a baseline that makes something else is not written" {
    # the words are replaced in the baseline once more
    say db/001_a.sql 'CREATE TABLE ta (x integer);'
    say db/002_b.sql 'CREATE TABLE b (x integer);'
    say fullschema.ini $'[database main]\nsqlite = db\nreplace sqlite "ta " = "taa "'
    sed -i 's/"ta " = "taa "/"TABLE t" = "TABLE tt"/' fullschema.ini
    commit
    squash --delete
    expect_status 2
    expect_in_stderr 'main on sqlite: the baseline does not make what all migrations make; nothing was written' \
        'all migrations: CREATE TABLE tta (' 'the baseline:   CREATE TABLE ttta ('
    [ -z "$(git status --short db)" ]
}

@test "what cannot be squashed" {
    options=(--layout-in numbered --engine sqlite -s db)
    put_three db
    squash "${options[@]}" --to 9
    expect_status 2
    expect_in_stderr 'db: --to 9: no migration has that number or name' 'they go from 001_rooms.sql to 003_users.sql'
    squash "${options[@]}" --to 1
    expect_in_stderr 'there is one migration up to there'
    say db/004_fill.go 'package db'
    squash "${options[@]}"
    expect_status 2
    expect_in_stderr 'db/004_fill.go: does not run here, so the baseline would lack what it does'
    squash "${options[@]}" --accept-unrun 004_fill.go
    expect_status 0
    rm db/004_fill.go
    say db/002_topics.postgres.sql 'SELECT 1;'
    squash "${options[@]}"
    expect_in_stderr 'db: the directory is for both engines'
    say tern/001_a.sql $'CREATE TABLE a (a integer);\n---- create above / drop below ----'
    say tern/002_b.sql $'CREATE TABLE b (a integer);\n---- create above / drop below ----'
    squash --layout-in numbered --engine sqlite -s tern
    expect_status 2
    expect_in_stderr 'how tern takes one migration for several is not known here' 'tern wants numbers without a gap'
}
