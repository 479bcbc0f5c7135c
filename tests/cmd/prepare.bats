#!/usr/bin/env bats
# [prepare] in fullschema.ini: what is there before the first migration.

load ../lib/common
load ../lib/server

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
    as_boss 'CREATE ROLE present; CREATE ROLE lord LOGIN SUPERUSER'
    databases >databases
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

# put_project LINE...: migrations for Postgres alone, and what the section says.
put_project() {
    printf '%s\n' 'schema = migrations' 'layout-in = numbered' 'engine = postgres' >fullschema.ini
    [ $# -eq 0 ] || printf '%s\n' '[prepare]' "$@" >>fullschema.ini
}

setup() {
    enter_scratch
    export PGHOST=$server PGPORT=5432
}

snapshot() { grep -v -e '^--' -e '^$' full_schemas/full.sql.postgres; }

generate_() { run --separate-stderr "$FULLSCHEMA" generate "$@"; }

# fails_with LINE: the run fails, and the hint has that line of the section.
fails_with() {
    generate_
    expect_status 2
    expect_in_stderr 'stands in the section [prepare] of fullschema.ini' "the line \`$1\` makes"
    [ ! -e full_schemas ]
}

commit() {
    git add -A
    git commit -q -m "$1"
}

no_databases_left() {
    databases | diff "$file_scratch/databases" -
}

roles() { as_boss "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolname !~ '^pg_'"; }

@test "what fails for want of a role or an extension names the line to add, beside those that are there" {
    say migrations/1_a.sql 'CREATE TABLE rooms (id int);
GRANT SELECT ON rooms TO app;'
    put_project
    fails_with 'roles = app'
    put_project 'roles = reader, writer'
    fails_with 'roles = reader, writer, app'
    say migrations/1_a.sql 'CREATE ROLE "App" LOGIN;'
    fails_with 'roles = reader, writer, App'
    say migrations/1_a.sql '/* first */ create user App2 PASSWORD $$x$$;'
    put_project
    fails_with 'roles = app2'
    say migrations/1_a.sql 'CREATE EXTENSION IF NOT EXISTS moddatetime;'
    fails_with 'extensions = moddatetime'
    say migrations/1_a.sql "COMMENT ON EXTENSION plpgsql IS 'PL';"
    fails_with 'extensions = plpgsql'
    put_project 'extensions = moddatetime'
    fails_with 'extensions = moddatetime, plpgsql'
    say migrations/1_a.sql 'CREATE EXTENSION nosuch;'
    generate_
    expect_status 2
    expect_in_stderr 'install the package of nosuch for that server'
}

@test "a delta of a schema directory gets the same hint" {
    put_schema
    say schema/main/delta/2/09_grant.sql.postgres 'GRANT SELECT ON rooms TO app;'
    generate_ --engine postgres
    expect_status 2
    expect_in_stderr 'schema/main/delta/2/09_grant.sql.postgres:1:1' 'the line `roles = app` makes that role'
    printf '[prepare]\nroles = app\n' >fullschema.ini
    generate_ --engine postgres
    expect_status 0
    grep -q '^GRANT SELECT ON TABLE rooms TO app;' full_schemas/2/main/full.sql.postgres
}

@test "roles, extensions, a file: statements that make them again are passed over, and the snapshot has what it should" {
    put_project 'roles = app, reader' 'extensions = moddatetime, plpgsql' 'extensions = earthdistance' 'file = first.sql'
    say first.sql 'CREATE TABLE settings (name text PRIMARY KEY);'
    put migrations/1_a.sql <<'END'
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app; END IF; END $$;
CREATE ROLE app LOGIN PASSWORD 'secret';
ALTER ROLE app SET search_path = nowhere;
GRANT reader TO app;
COMMENT ON ROLE app IS 'who';
CREATE EXTENSION moddatetime;
CREATE EXTENSION IF NOT EXISTS earthdistance CASCADE;
CREATE EXTENSION cube;
COMMENT ON EXTENSION plpgsql IS 'ours';
CREATE TABLE rooms (id int REFERENCES no_table);
END
    sed -i 's/ REFERENCES no_table//' migrations/1_a.sql
    say migrations/2_b.sql 'ALTER TABLE settings ADD value text;
GRANT SELECT ON rooms TO reader;
SET ROLE app; RESET ROLE;
DROP USER IF EXISTS app;'
    generate_
    expect_status 0
    [ -z "$stderr" ]
    [ "$(snapshot)" = "CREATE EXTENSION cube;
CREATE EXTENSION earthdistance;
CREATE EXTENSION moddatetime;
COMMENT ON EXTENSION plpgsql IS 'ours';
CREATE TABLE rooms (
    id integer
);
GRANT SELECT ON TABLE rooms TO reader;
CREATE TABLE settings (
    name text NOT NULL,
    value text,
    CONSTRAINT settings_pkey PRIMARY KEY (name)
);" ] || { snapshot; false; }
    run "$FULLSCHEMA" check
    expect_status 0
    # What the file makes is part of it.
    say first.sql 'CREATE TABLE settings (name varchar PRIMARY KEY);'
    run "$FULLSCHEMA" check
    expect_status 1
    [[ $output == *'table settings'*'~ column name'*'made by first.sql:1'* ]] || { show_run; false; }
}

@test "an extension in a schema; one that the migration wants elsewhere" {
    put_project 'extensions = moddatetime in ext'
    say migrations/1_a.sql 'CREATE SCHEMA ext; CREATE EXTENSION moddatetime WITH SCHEMA ext; CREATE TABLE ext.rooms (id int);'
    generate_
    expect_status 0
    [ "$(snapshot | head -n 2)" = 'CREATE SCHEMA ext;
CREATE EXTENSION moddatetime SCHEMA ext;' ] || { snapshot; false; }
    say migrations/1_a.sql 'CREATE EXTENSION moddatetime WITH SCHEMA other;'
    generate_
    expect_status 2
    expect_in_stderr 'the extension moddatetime is to stand in other, and [prepare] of fullschema.ini makes it in ext' 'extensions = moddatetime in other'
}

@test "a migration drops what was prepared; what is dropped is not in the snapshot" {
    put_project 'extensions = moddatetime'
    say migrations/1_a.sql 'CREATE EXTENSION moddatetime; DROP EXTENSION moddatetime; CREATE TABLE rooms (id int);'
    generate_
    expect_status 0
    [ "$(snapshot | head -n 1)" = 'CREATE TABLE rooms (' ]
    say migrations/1_a.up.sql 'CREATE EXTENSION moddatetime; CREATE TABLE rooms (id int);'
    say migrations/1_a.down.sql 'DROP TABLE rooms; DROP EXTENSION moddatetime;'
    rm migrations/1_a.sql
    run --separate-stderr "$FULLSCHEMA" verify --down
    expect_status 0
}

@test "a state that is kept knows what was prepared, and what is prepared is part of its key" {
    export FULLSCHEMA_CACHE=$PWD/cache
    put_project 'roles = app' 'extensions = earthdistance' 'file = first.sql'
    say first.sql 'CREATE TABLE settings (name text);'
    say migrations/1_a.sql 'CREATE TABLE rooms (id int); SELECT pg_sleep(0.2);'
    generate_
    expect_status 0
    say migrations/2_b.sql 'CREATE EXTENSION cube; CREATE EXTENSION earthdistance; GRANT SELECT ON settings TO app; CREATE ROLE app;'
    generate_ --verbose
    expect_status 0
    expect_in_stderr 'goes on from the database that is kept of 1_a.sql'
    cp full_schemas/full.sql.postgres kept
    generate_ --no-cache
    cmp kept full_schemas/full.sql.postgres
    say first.sql 'CREATE TABLE settings (name varchar);'
    generate_
    grep -q varchar full_schemas/full.sql.postgres || grep -q 'character varying' full_schemas/full.sql.postgres
}

@test "a file for each engine, and one for a database alone" {
    put fullschema.ini <<'END'
[database one]
sqlite = one
[database two]
sqlite = two
[prepare]
file sqlite = all.sql
[prepare two]
file = sub/two.sql
END
    say one/1_a.sql 'INSERT INTO everywhere VALUES (1);'
    say two/1_a.sql 'INSERT INTO here VALUES (2);'
    say all.sql 'CREATE TABLE everywhere (id int PRIMARY KEY);'
    say sub/two.sql 'CREATE TABLE here (id REFERENCES everywhere);'
    generate_
    expect_status 2
    expect_in_stderr 'two/1_a.sql'
    say two/1_a.sql 'INSERT INTO everywhere VALUES (2); INSERT INTO here SELECT NULL;'
    generate_
    expect_status 0
    run "$FULLSCHEMA" verify --reproducible
    expect_status 0
    sed -i 's/prepare two/prepare three/' fullschema.ini
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:7: [prepare three]: no logical database three'
}

@test "verify makes its copies with what is prepared, of a schema directory, too" {
    put_schema
    printf '[prepare]\nfile = first.sql\n' >fullschema.ini
    say first.sql 'CREATE TABLE first_of_all (id int);'
    run --separate-stderr "$FULLSCHEMA" verify --reproducible --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}

@test "diff --build takes each revision's own section" {
    put_project 'file = first.sql'
    say first.sql 'CREATE TABLE settings (name text);'
    say migrations/1_a.sql 'ALTER TABLE settings ADD value text;'
    sed -i 's/postgres/sqlite/' fullschema.ini
    git init -q -b main .
    git config user.email tester@example.org
    git config user.name tester
    commit base
    say first.sql 'CREATE TABLE settings (name text, more int);'
    run --separate-stderr "$FULLSCHEMA" diff --build HEAD
    expect_status 1
    [[ $output == *'table settings'*'column more'* ]] || { show_run; false; }
    # A revision that has no such file has nothing prepared.
    say migrations/1_a.sql 'CREATE TABLE IF NOT EXISTS settings (name text);'
    git add migrations
    git rm -q --cached fullschema.ini first.sql
    git commit -q -m without
    run --separate-stderr "$FULLSCHEMA" diff --build HEAD
    expect_status 1
    [[ $output == *'table settings'*'column more'* ]] || { show_run; false; }
}

@test "what a pull request may not say" {
    say migrations/1_a.sql 'CREATE TABLE rooms (id int);'
    put_project 'extensions = dblink'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: extensions = dblink: it may give deltas more than their database' '--allow-extension dblink'
    generate_ --allow-extension dblink
    expect_status 0
    put_project 'file = ../outside.sql'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: file: ../outside.sql leads out'
    ln -s /etc/passwd link.sql
    put_project 'file = link.sql'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: file: link.sql'
    case $stderr in *root:*) false ;; esac
    put_project 'file = nowhere.sql'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: nowhere.sql: no such file'
    put_project 'extensions = "a \" b"'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: extensions: not a name: a " b'
    put_project 'roles = app, app'
    generate_
    expect_status 2
    expect_in_stderr 'the role app was named before'
    put_project 'role = app'
    generate_
    expect_status 2
    expect_in_stderr '[prepare] has no key role' 'did you mean roles?'
    put_project 'roles = fullschema_super'
    generate_
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: roles = fullschema_super: role "fullschema_super" already exists'
    printf '[prepare main]\nroles = app\n' >>fullschema.ini
    generate_
    expect_status 2
    expect_in_stderr 'roles are of the server, and of no single database'
}

@test "on a running server no role is made and none is left: after a run, a failure, a kill" {
    local before
    before=$(roles)
    say migrations/1_a.sql 'CREATE ROLE app; CREATE TABLE rooms (id int); GRANT SELECT ON rooms TO app;'
    put_project
    generate_ -p maker
    expect_status 2
    expect_in_stderr 'creates a role' 'the line `roles = app` makes that role'
    put_project 'roles = app'
    generate_ -p maker
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: roles = app: this server has no such role, and none is made on a running one' 'leave out -p'
    [ "$(roles)" = "$before" ]
    # One that is there is used, and stays as it is.
    sed -i 's/app/present/g' migrations/1_a.sql
    put_project 'roles = present'
    generate_ -p head
    expect_status 0
    grep -q 'TO present;' full_schemas/full.sql.postgres
    say migrations/2_b.sql 'ALTER ROLE present LOGIN SUPERUSER; DROP ROLE present; SELECT nothing;'
    generate_ -p head
    expect_status 2
    expect_in_stderr 'column "nothing" does not exist'
    [ "$(roles)" = "$before" ]
    [ "$(as_boss "SELECT rolsuper FROM pg_roles WHERE rolname = 'present'")" = f ]
    say migrations/2_b.sql 'SELECT pg_sleep(20);'
    start killed "$FULLSCHEMA" generate -p head
    within 20 is_asleep
    kill -KILL "$started"
    finish "$started"
    # The server notices once the statement is over; the next run of the same role clears away what was made.
    as_boss "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(20)%'" >/dev/null
    within 20 is_awake
    rm migrations/2_b.sql
    generate_ -p head
    expect_status 0
    [ "$(roles)" = "$before" ]
    no_databases_left
}

is_awake() { [ "$(as_boss "SELECT count(*) FROM pg_stat_activity WHERE application_name ~ '^fullschema'")" -eq 0 ]; }

is_asleep() { [ "$(as_boss "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(20)%' AND state = 'active'")" -ge 1 ]; }

@test "on a running server an extension is prepared where the role may make it" {
    say migrations/1_a.sql 'CREATE TABLE rooms (id int);'
    put_project 'extensions = moddatetime'
    generate_ -p maker
    expect_status 2
    expect_in_stderr 'fullschema.ini:5: extensions = moddatetime' 'on a running server only extensions that the role may make'
    no_databases_left
    generate_ -p lord --trust-deltas
    expect_status 0
    [ "$(snapshot | head -n 1)" = 'CREATE EXTENSION moddatetime;' ]
}

@test "a type, an operator class or a function of an extension that is not there names the extension" {
    local statement
    while IFS='|' read -r statement line; do
        say migrations/1_a.sql "$statement"
        put_project 'extensions = hstore'
        generate_
        expect_status 2
        expect_in_stderr "the line \`extensions = hstore, $line\` in the section [prepare] of fullschema.ini"
    done <<'END'
CREATE TABLE a (b citext);|citext
CREATE TABLE a (b text); CREATE INDEX ON a USING gin (b gin_trgm_ops);|pg_trgm
CREATE TABLE a (b uuid DEFAULT uuid_generate_v4());|uuid-ossp
SELECT public.gen_salt('bf');|pgcrypto
END
    say migrations/1_a.sql 'CREATE TABLE a (b unheard_of);'
    generate_
    expect_status 2
    [[ $stderr != *prepare* ]]
}
