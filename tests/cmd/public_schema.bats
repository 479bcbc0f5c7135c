#!/usr/bin/env bats
# Schema public: a new database has it, with other rights from 15 on. What is said of it is docs/format.md's.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# says SQL LINE...: that is all that the snapshot of such a database says; it loads, and pg_dump finds both alike.
says() {
    : >expected
    round_trip <<<"$1" || { echo "of: $1"; return 1; }
    [ $# -eq 1 ] || printf '%s\n' "${@:2}" >>expected
    sed '1,2d; /^$/d' there.sql | diff -u expected -
}

# rights DATABASE ROLE: what that role may do there.
rights() {
    psql -XAtq -d "$1" -c "SELECT has_schema_privilege('$2', 'public', 'USAGE'), has_schema_privilege('$2', 'public', 'CREATE')"
}

@test "its owner is not said, and nothing of what is granted to him by nature" {
    trip_pg_dump() { :; } # it says the owner
    says 'ALTER SCHEMA public OWNER TO plain'
    says 'ALTER SCHEMA public OWNER TO plain; GRANT USAGE ON SCHEMA public TO maker' \
        'GRANT USAGE ON SCHEMA public TO maker;'
}

@test "its owner is said where owners are asked for" {
    # Of an older server pg_dump says an owner in any case.
    [ "$(server_major)" -ge 15 ] || trip_pg_dump() { :; }
    trip_options=--owners says 'ALTER SCHEMA public OWNER TO plain' 'ALTER SCHEMA public OWNER TO plain;'
    trip_options=--owners says 'CREATE TABLE t (a int)' 'CREATE TABLE t (' '    a integer' ');'
    say a.sql.postgres 'ALTER SCHEMA public OWNER TO a; CREATE TABLE t (a int);'
    say b.sql.postgres 'ALTER SCHEMA public OWNER TO b; CREATE TABLE t (a int);'
    run -1 "$FULLSCHEMA" diff --owners a.sql.postgres b.sql.postgres
    [[ $output == *'SCHEMA public'*'a -> b'* ]]
}

@test "nothing for everybody is the same line on all servers" {
    says 'REVOKE ALL ON SCHEMA public FROM PUBLIC' 'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
    [ "$(rights trip_back plain)" = 'f|f' ]
    trip_pg_dump() { :; } # from 15 on it says the owner
    says 'DROP SCHEMA public; CREATE SCHEMA public' 'COMMENT ON SCHEMA public IS NULL;' \
        'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
    [ "$(rights trip_back plain)" = 'f|f' ]
    says 'DROP SCHEMA public; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO plain' \
        'COMMENT ON SCHEMA public IS NULL;' 'GRANT USAGE ON SCHEMA public TO plain;' 'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
    [ "$(rights trip_back plain)" = 't|f' ]
}

@test "CREATE for everybody is said where a new database of the server has it otherwise" {
    local granted=() revoked=('REVOKE CREATE ON SCHEMA public FROM PUBLIC;')
    if [ "$(server_major)" -ge 15 ]; then
        granted=('GRANT CREATE ON SCHEMA public TO PUBLIC;')
        revoked=()
    fi
    says 'GRANT ALL ON SCHEMA public TO PUBLIC' "${granted[@]}"
    [ "$(rights trip_back plain)" = 't|t' ]
    trip_pg_dump() { :; } # from 15 on it says nothing of an older server that has it as 15 does
    says 'REVOKE CREATE ON SCHEMA public FROM PUBLIC' "${revoked[@]}"
    [ "$(rights trip_back plain)" = 't|f' ]
    says 'DROP SCHEMA public; CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO PUBLIC' \
        'COMMENT ON SCHEMA public IS NULL;' "${granted[@]}"
    [ "$(rights trip_back plain)" = 't|t' ]
}

@test "where it is gone" {
    trip_pg_dump() { :; } # it does not say so
    says 'DROP SCHEMA public; CREATE SCHEMA s; CREATE TABLE s.t (a int)' 'DROP SCHEMA public;' 'CREATE SCHEMA s;' \
        'CREATE TABLE s.t (' '    a integer' ');'
    grep -v 'DROP SCHEMA' there.sql >new.sql.postgres
    cp there.sql old.sql.postgres
    run -1 "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    [[ $output == *'+ schema public'*'1 safe'* ]]
    run -1 "$FULLSCHEMA" diff new.sql.postgres old.sql.postgres
    [[ $output == *'- schema public'*'1 breaking'* ]]
    "$FULLSCHEMA" html old.sql.postgres -o page.html
    grep -q 'no SCHEMA public' page.html
}

@test "a text that drops schema public and makes it again is the database that comes of it" {
    say text.sql.postgres 'DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public; CREATE TABLE public.t (a int);'
    trip_databases made
    psql -Xq -v ON_ERROR_STOP=1 -d made -f text.sql.postgres
    "$FULLSCHEMA" diff text.sql.postgres postgres:///made
}

@test "a comment of a person's on it, none, and the one that every new database has" {
    says "COMMENT ON SCHEMA public IS 'mine'" "COMMENT ON SCHEMA public IS 'mine';"
    says 'COMMENT ON SCHEMA public IS NULL' 'COMMENT ON SCHEMA public IS NULL;'
    [ "$(psql -XAtq -d trip_back -c "SELECT obj_description('public'::regnamespace, 'pg_namespace') IS NULL")" = t ]
    trip_pg_dump() { :; } # from 15 on it says the owner
    says "DROP SCHEMA public; CREATE SCHEMA public; COMMENT ON SCHEMA public IS 'standard public schema'" \
        'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
    say new.sql.postgres "COMMENT ON SCHEMA public IS '';"
    say old.sql.postgres "COMMENT ON SCHEMA public IS 'standard public schema';"
    run -1 "$FULLSCHEMA" diff old.sql.postgres new.sql.postgres
    [[ $output == *'+ comment SCHEMA public'* ]]
}

@test "what its owner may not do is said of a schema that belongs to who loads the snapshot" {
    # It names the owner, who is another one.
    trip_pg_dump() { :; }
    local says_owner='ALTER SCHEMA public OWNER TO CURRENT_USER;'
    says 'ALTER SCHEMA public OWNER TO plain; REVOKE CREATE ON SCHEMA public FROM plain; CREATE TABLE t (a int)' \
        'CREATE TABLE t (' '    a integer' ');' "$says_owner" 'REVOKE CREATE ON SCHEMA public FROM CURRENT_USER;'
    local revoke='REVOKE ALL ON SCHEMA public FROM pg_database_owner'
    [ "$(server_major)" -ge 15 ] || revoke='REVOKE ALL ON SCHEMA public FROM boss'
    says "$revoke" "$says_owner" 'REVOKE ALL ON SCHEMA public FROM CURRENT_USER;'
    [ "$(psql -XAtq -d trip_back -c "SELECT count(*) FROM pg_namespace, aclexplode(nspacl) a
        WHERE nspname = 'public' AND grantee = nspowner")" = 0 ]
}

# As somebody who is no superuser: where he may do no more in his schema, he could not go on.
@test "what the owner of a schema, type or function may not do stands last" {
    says 'CREATE SCHEMA s; REVOKE CREATE ON SCHEMA s FROM CURRENT_USER; CREATE TABLE s.t (a int)' \
        'CREATE SCHEMA s;' 'CREATE TABLE s.t (' '    a integer' ');' 'REVOKE CREATE ON SCHEMA s FROM CURRENT_USER;'
    psql -Xq -v ON_ERROR_STOP=1 -d postgres -c 'DROP DATABASE trip_back' -c 'CREATE DATABASE trip_back OWNER maker'
    trip_role=maker trip_run trip_back there.sql --single-transaction
}

@test "under another name it is a schema like others: its comment, who may use it, whose it is" {
    local rights=USAGE
    [ "$(server_major)" -ge 15 ] || rights=ALL
    trip_pg_dump() { :; } # it knows nothing of these rights
    says "ALTER SCHEMA public RENAME TO old; CREATE SCHEMA public; GRANT USAGE ON SCHEMA old TO plain;
          COMMENT ON SCHEMA public IS 'standard public schema'" \
        'CREATE SCHEMA old;' "COMMENT ON SCHEMA old IS 'standard public schema';" \
        "GRANT $rights ON SCHEMA old TO PUBLIC;" 'GRANT USAGE ON SCHEMA old TO plain;' \
        'REVOKE ALL ON SCHEMA public FROM PUBLIC;'
    says 'ALTER SCHEMA public RENAME TO old' 'CREATE SCHEMA old;' "COMMENT ON SCHEMA old IS 'standard public schema';" \
        "GRANT $rights ON SCHEMA old TO PUBLIC;" 'DROP SCHEMA public;'
    psql -Xq -d trip_there -c 'ALTER SCHEMA old OWNER TO plain'
    "$FULLSCHEMA" inspect --owners postgres:///trip_there | grep -Fx 'ALTER SCHEMA old OWNER TO plain;'
}

@test "a name that the server has, too, is said with public: what is said of it is not said of the server's" {
    round_trip "$repo/tests/fidelity/inputs/postgres/22_names_that_the_server_has.sql"
    grep -qxF "COMMENT ON FUNCTION public.lower(text) IS 'mine';" there.sql
    grep -qxF "COMMENT ON FUNCTION lower(integer) IS 'nobody else has this one';" there.sql
    [ "$(psql -XAtq -d trip_back -c "SELECT obj_description('pg_catalog.lower(text)'::regprocedure)")" != mine ]
}
