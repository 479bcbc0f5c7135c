#!/usr/bin/env bats
# docs/rails.md: databases as Active Record makes them, structure.sql of them, and drift.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/history

setup() {
    enter_scratch
    mkdir bin place
    ln -s "$FULLSCHEMA" bin/fullschema
    export PATH=$scratch/bin:$PATH PGHOST=$server PGUSER=boss
    export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$scratch/gitconfig
    git config --global user.name reader
    git config --global user.email reader@example.org
    git config --global init.defaultBranch main
    cd place
}

teardown() {
    local name
    for name in app_production app_development app_test; do
        as_boss "DROP DATABASE IF EXISTS $name" 2>/dev/null
    done
    leave_scratch
}

# What Active Record has run, up to the migration of that number.
rooms_of() {
    local id=$1 text=$2 time=$3 last=$4
    cat <<SQL
CREATE TABLE "rooms" ("id" $id, "name" $text NOT NULL, "created_at" $time NOT NULL, "updated_at" $time NOT NULL);
CREATE UNIQUE INDEX "index_rooms_on_name" ON "rooms" ("name");
INSERT INTO schema_migrations VALUES ('20240101120000');
SQL
    [ "$last" -ge 2 ] || return 0
    cat <<SQL
CREATE TABLE "users" ("id" $id, "email" $text);
INSERT INTO schema_migrations VALUES ('20240201120000');
SQL
    [ "$last" -ge 3 ] || return 0
    cat <<SQL
ALTER TABLE "rooms" ADD "topic" $text;
INSERT INTO schema_migrations VALUES ('20240301120000');
SQL
}

# on_postgres NAME LAST, on_sqlite FILE LAST
on_postgres() {
    as_boss "CREATE DATABASE $1"
    { program_ddl rails postgres; rooms_of 'bigserial primary key' 'character varying' 'timestamp(6)' "$2"; } |
        psql -Xq -v ON_ERROR_STOP=1 "$1"
}

on_sqlite() {
    mkdir -p "$(dirname "$1")"
    { program_ddl rails sqlite; rooms_of 'integer PRIMARY KEY AUTOINCREMENT NOT NULL' varchar 'datetime(6)' "$2"
        echo "INSERT INTO ar_internal_metadata VALUES ('environment', 'production', '2024-01-01', '2024-01-01');"; } |
        sqlite3 -bail "$1"
}

@test "docs/rails.md: every command prints what is shown" {
    git init -q
    for name in 20240101120000_create_rooms 20240201120000_create_users 20240301120000_add_topic_to_rooms; do
        say "db/migrate/$name.rb" 'class Change < ActiveRecord::Migration[8.1]; end'
    done
    say db/cache_migrate/20240101120000_create_rooms.rb 'class Change < ActiveRecord::Migration[8.1]; end'
    on_postgres app_production 2
    on_postgres app_development 3
    on_sqlite storage/production_cache.sqlite3 1
    python3 "$repo/tests/lib/console.py" "$repo/docs/rails.md"
    nothing_left
}

# versions_of DATABASE: the migrations that it has run
versions_of() {
    local query='SELECT version FROM schema_migrations ORDER BY version'
    case $1 in
    *.db) sqlite3 "$1" "$query" ;;
    *) psql -XAtc "$query" "$1" ;;
    esac
}

# structure_of DATABASE FILE
structure_of() {
    run --separate-stderr "$FULLSCHEMA" inspect --rows schema_migrations -o "$2" "$1"
    expect_status 0
    expect_no_output
    [ -z "$stderr" ]
}

@test "a database that was loaded from structure.sql has run the same migrations, and has the same structure.sql" {
    on_postgres app_production 3
    structure_of postgres:///app_production structure.sql
    as_boss 'CREATE DATABASE app_test'
    # Active Record's own command: activerecord/lib/active_record/tasks/postgresql_database_tasks.rb
    psql --set ON_ERROR_STOP=1 --quiet --no-psqlrc --output /dev/null --file structure.sql app_test
    [ "$(versions_of app_test)" = $'20240101120000\n20240201120000\n20240301120000' ]
    structure_of postgres:///app_test again.sql
    diff structure.sql again.sql

    on_sqlite app.db 3
    structure_of app.db structure.sqlite.sql
    sqlite3 -bail test.db <structure.sqlite.sql
    [ "$(versions_of test.db)" = $'20240101120000\n20240201120000\n20240301120000' ]
    structure_of test.db again.sqlite.sql
    diff structure.sqlite.sql again.sqlite.sql
    # The environment is the database's own: Active Record writes it when it has loaded the file.
    [ "$(sqlite3 test.db 'SELECT count(*) FROM ar_internal_metadata')" = 0 ]
    nothing_left
}

@test "without --rows no migration has run in a database that was loaded" {
    on_sqlite app.db 3
    "$FULLSCHEMA" inspect -o structure.sql app.db
    sqlite3 -bail test.db <structure.sql
    [ -z "$(versions_of test.db)" ]
}

# against FILE [OPTION...]: the SQLite database, beside the directory of its migrations.
against() {
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s db/migrate --engine sqlite --against "$@"
}

@test "what the page says is not done: one path for a version behind, gaps, generate; an unknown version is a difference" {
    for name in 20240101120000_create_rooms 20240201120000_create_users 20240301120000_add_topic_to_rooms; do
        say "db/migrate/$name.rb" 'class Change < ActiveRecord::Migration[8.1]; end'
    done
    on_sqlite app.db 3
    structure_of app.db db/structure.sql
    against app.db -o db/structure.sql
    expect_status 0
    expect_output <<<'no changes'
    on_sqlite behind.db 2
    against behind.db -o db/structure.sql
    expect_status 2
    expect_in_stderr 'there is no snapshot of version 2'

    "$FULLSCHEMA" inspect -o full_schemas/3/main/full.sql.sqlite app.db
    against app.db
    expect_status 0
    expect_output <<<'no changes'
    sqlite3 app.db "INSERT INTO schema_migrations VALUES ('20231231120000')"
    against app.db
    expect_status 1
    [[ $output == *'+ applied delta 20231231120000'* ]]
    sqlite3 app.db "DELETE FROM schema_migrations WHERE version IN ('20231231120000', '20240201120000')"
    against app.db
    expect_status 2
    expect_in_stderr 'the database has run programs with gaps or in another order'

    run --separate-stderr "$FULLSCHEMA" generate --layout-in numbered -s db/migrate --engine sqlite
    expect_status 2
    expect_in_stderr 'there is no migration in it'
    nothing_left
}

@test "roles of privileges have to be there where structure.sql is loaded" {
    on_postgres app_production 1
    as_boss 'CREATE ROLE reporting'
    as_boss 'GRANT SELECT ON rooms TO reporting' app_production
    structure_of postgres:///app_production structure.sql
    grep -q '^GRANT SELECT ON .*rooms TO reporting;$' structure.sql
    as_boss 'CREATE DATABASE app_test'
    as_boss 'DROP OWNED BY reporting' app_production
    as_boss 'DROP ROLE reporting'
    run psql --set ON_ERROR_STOP=1 --quiet --no-psqlrc --output /dev/null --file structure.sql app_test
    [ "$status" -ne 0 ]
    [[ $output == *'role "reporting" does not exist'* ]]
}
