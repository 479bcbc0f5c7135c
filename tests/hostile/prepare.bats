#!/usr/bin/env bats
# What a pull request may want to be prepared for its deltas: nothing that gives them more than their database.

load ../lib/common

setup() {
    enter_scratch
    mkdir outside project
    chmod 755 . project
    cd project || return 1
    put_bookkeeping
    say schema/main/delta/1/01_a.sql.postgres "CREATE TABLE f (a TEXT); COPY f FROM '/etc/hostname';"
}

# prepared LINE: what the section says; the run has to end with trouble.
prepared() {
    printf '[prepare]\n%s\n' "$1" >fullschema.ini
    run --separate-stderr timeout 120 "$FULLSCHEMA" generate --engine postgres --output out
    [ "$status" -eq 2 ] || { echo "$1"; show_run; false; }
    [ ! -e out ]
}

@test "roles: none of the server's own, no SQL in a name, and what is made has no rights" {
    local role
    for role in pg_execute_server_program pg_read_server_files fullschema_super public '"pg_checkpoint"'; do
        prepared "roles = $role"
        expect_in_stderr 'fullschema.ini:2: roles = ' "role"
    done
    for role in 'x" SUPERUSER --' 'x; CREATE ROLE y SUPERUSER' $'\e[2J' "'"; do
        prepared "roles = $role"
        expect_in_stderr 'fullschema.ini:2: roles: not a name: '
    done
    for role in roles extensions; do
        prepared "$role = , ,"
        expect_in_stderr "fullschema.ini:2: $role: not a name: , ,"
    done
    prepared 'roles = postgres, PG_READ_ALL_DATA, app'
    # As 15 says it, and 16.
    [[ $stderr == *'must be superuser or have privileges of the pg_read_server_files role'* ||
        $stderr == *'permission denied to COPY from a file (42501)'* ]] || { show_run; false; }
    say schema/main/delta/1/01_a.sql.postgres "ALTER ROLE app SUPERUSER; CREATE ROLE app SUPERUSER LOGIN; SET ROLE app;
        COPY (SELECT 1) TO PROGRAM 'touch $scratch/outside/ran';"
    prepared 'roles = app'
    expect_in_stderr 'pg_execute_server_program'
    say schema/main/delta/1/01_a.sql.postgres "DO \$\$ BEGIN EXECUTE 'GRANT fullschema_super TO app'; END \$\$;"
    prepared 'roles = app'
    [[ $stderr == *superuser* || $stderr == *'permission denied to grant role "fullschema_super" (42501)'* ]] ||
        { show_run; false; }
    [ -z "$(ls -A ../outside)" ]
}

@test "extensions and files: none that reach further, none from outside" {
    local extension
    for extension in plpython3u file_fdw dblink adminpack postgres_fdw pageinspect ../../evil PGCRYPTO; do
        prepared "extensions = $extension"
        expect_in_stderr "fullschema.ini:2: extensions = $extension: it may give deltas more than their database"
    done
    prepared 'extensions = pgcrypto in "x"; DROP SCHEMA public --'
    expect_in_stderr 'extensions: not a name'
    say ../outside/first.sql 'SELECT secret;'
    ln -s ../outside/first.sql link.sql
    mkfifo pipe
    local file
    for file in ../outside/first.sql /etc/passwd link.sql pipe schema; do
        prepared "file = $file"
        [[ $stderr != *secret* ]]
    done
    say first.sql "RESET SESSION AUTHORIZATION; SET ROLE fullschema_super;"
    prepared 'file = first.sql'
    expect_in_stderr 'first.sql:1:30: postgres: permission denied to set role'
    say first.sql 'COMMIT; CREATE TABLE x (a INTEGER);'
    prepared 'file = first.sql'
    expect_in_stderr 'first.sql:1:1: postgres: the statement ends the transaction'
}
