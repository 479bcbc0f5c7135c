#!/usr/bin/env bats
# fullschema delta in a directory of migrations: the next one in the form that its tool's files have.

load ../lib/common

setup() { enter_scratch; }

delta() { run --separate-stderr "$FULLSCHEMA" delta --layout-in numbered -s db "$@"; }

@test "dbmate: a time, both marks, no option of the one before" {
    put db/20240131120000_rooms.sql <<'SQL'
-- migrate:up transaction:false
CREATE TABLE rooms (id bigint);

-- migrate:down
DROP TABLE rooms;
SQL
    before=$(date -u +%Y%m%d%H%M%S)
    delta add_tags
    expect_status 0
    [[ $output =~ ^db/([0-9]{14})_add_tags\.sql$ ]]
    [[ ${BASH_REMATCH[1]} -ge $before && ${BASH_REMATCH[1]} -le $(date -u +%Y%m%d%H%M%S) ]]
    diff - "$output" <<'SQL'
-- migrate:up
-- Why this change is made, for whoever reads it in a year.

-- migrate:down
SQL
    run --separate-stderr "$FULLSCHEMA" plan --layout-in numbered --engine sqlite -s db
    expect_status 0
    [[ $output == *rooms.sql*add_tags.sql* ]]
}

@test "a time that is not before now is counted on" {
    put db/29990131120059_rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    delta add_tags
    expect_status 0
    [ "$output" = db/29990131120060_add_tags.sql ]
}

@test "goose: numbers with as many digits, its marks" {
    put db/00009_rooms.sql <<'SQL'
-- +goose Up
-- +goose StatementBegin
CREATE TABLE rooms (id bigint);
-- +goose StatementEnd

-- +goose Down
DROP TABLE rooms;
SQL
    delta add_tags
    expect_status 0
    [ "$output" = db/00010_add_tags.sql ]
    [ "$(grep -v Why db/00010_add_tags.sql)" = $'-- +goose Up\n\n-- +goose Down' ]
}

@test "golang-migrate: the down migration is a file of its own" {
    put db/9-rooms.up.sql <<<'CREATE TABLE rooms (id bigint);'
    put db/9-rooms.down.sql <<<'DROP TABLE rooms;'
    put db/9-rooms-in-use.md <<<'notes'
    put db/8-all-tags.up.sql <<<'CREATE TABLE tags (id bigint);'
    put db/8-all-tags.down.sql <<<'DROP TABLE tags;'
    delta more_rooms
    expect_status 0
    [ "$output" = $'db/10-more_rooms.down.sql\ndb/10-more_rooms.up.sql' ]
    [ "$(cat db/10-more_rooms.down.sql)" = '-- How it is taken back.' ]
    delta even_more
    expect_status 0
    [ "$output" = $'db/11-even_more.down.sql\ndb/11-even_more.up.sql' ]
}

@test "words are joined as those of the newest are" {
    put db/0001-all-tags.sql <<<'CREATE TABLE tags (id bigint);'
    delta more_rooms
    expect_status 0
    [ "$output" = db/0002-more-rooms.sql ]
}

@test "Flyway: the last part counts on, what is repeated is not the newest" {
    put db/V1.9__rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    put db/R__views.sql <<<'CREATE VIEW v AS SELECT 1 AS a;'
    delta add_tags
    expect_status 0
    [ "$output" = db/V1.10__add_tags.sql ]
}

@test "diesel and Prisma: a directory with the same files" {
    put diesel/2024-01-31-120000_rooms/up.sql <<<'CREATE TABLE rooms (id bigint);'
    put diesel/2024-01-31-120000_rooms/down.sql <<<'DROP TABLE rooms;'
    put prisma/20240131120000_rooms/migration.sql <<<'CREATE TABLE rooms (id bigint);'
    delta -s diesel add_tags
    expect_status 0
    [[ $output =~ ^diesel/[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{6}_add_tags/down\.sql$'\n'diesel/.*_add_tags/up\.sql$ ]]
    delta -s prisma add_tags
    expect_status 0
    [[ $output =~ ^prisma/[0-9]{14}_add_tags/migration\.sql$ ]]
    [ -f "$output" ]
}

@test "a file for each engine where the newest has one" {
    put db/000007_rooms.postgres.up.sql <<<'CREATE TABLE rooms (id bigint);'
    put db/000007_rooms.sqlite.up.sql <<<'CREATE TABLE rooms (id bigint);'
    delta add_tags
    expect_status 0
    [ "$output" = $'db/000008_add_tags.postgres.up.sql\ndb/000008_add_tags.sqlite.up.sql' ]
}

@test "dbutil: the first line says the version" {
    put db/01-rooms.sql <<<$'-- v0 -> v4: Make rooms\nCREATE TABLE rooms (id bigint);'
    put db/02-tags.sql <<<$'-- v5: Make tags\nCREATE TABLE tags (id bigint);'
    delta add_users
    expect_status 0
    [ "$output" = db/03-add_users.sql ]
    [ "$(head -n 1 db/03-add_users.sql)" = '-- v6: add_users' ]
}

@test "Postgrator: what is done stands in front of the name, in both files" {
    put db/009.do.rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    put db/009.undo.rooms.sql <<<'DROP TABLE rooms;'
    delta add_tags
    expect_status 0
    [ "$output" = $'db/010.do.add_tags.sql\ndb/010.undo.add_tags.sql' ]
    [ "$(cat db/010.undo.add_tags.sql)" = '-- How it is taken back.' ]
    delta add_users
    [ "$output" = $'db/011.do.add_users.sql\ndb/011.undo.add_users.sql' ]
}

@test "Play: a file is called by its number alone" {
    put db/9.sql <<<$'# --- !Ups\nCREATE TABLE rooms (id bigint);\n# --- !Downs\nDROP TABLE rooms;'
    delta add_tags
    expect_status 0
    [ "$output" = db/10.sql ]
    [ "$(grep -v Why db/10.sql)" = $'# --- !Ups\n\n# --- !Downs' ]
}

@test "tools that list their migrations are asked instead" {
    put db/sqitch.plan <<<$'%project=x\nrooms 2024-01-31T12:00:00Z Me <me@example.org> # rooms'
    put db/deploy/rooms.sql <<<'CREATE TABLE rooms (id bigint);'
    delta add_tags
    expect_status 2
    [[ $stderr == *'sqitch lists its migrations in a file of its own'*'hint: add the next one with sqitch add'* ]]
}

@test "a file that is there is kept, and what makes no sense is refused" {
    put db/7.sql <<<'CREATE TABLE rooms (id bigint);'
    delta add_tags
    expect_status 0
    [ "$output" = db/8_add_tags.sql ]
    delta --background add_tags
    expect_status 2
    [[ $stderr == *'--background is not for --layout-in numbered'* ]]
    delta 'Add Tags'
    expect_status 2
    [[ $stderr == *'add_tags'* ]]
    [ "$(ls db)" = $'7.sql\n8_add_tags.sql' ]
}
