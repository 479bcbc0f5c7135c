#!/usr/bin/env bats
# Unlogged tables and the sequences of their columns: lib/round_trip.bash has the judges.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

@test "an unlogged table with a serial column has one text on all servers, which each of them loads" {
    round_trip <<'SQL'
CREATE UNLOGGED TABLE made (id serial, n int GENERATED ALWAYS AS IDENTITY, other bigserial);
CREATE UNLOGGED TABLE got (a int);
ALTER TABLE got ADD id serial;
CREATE TABLE became (id serial, n int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE became SET UNLOGGED;
CREATE UNLOGGED TABLE no_more (id serial, n int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE no_more SET LOGGED;
CREATE UNLOGGED TABLE usual (n int GENERATED ALWAYS AS IDENTITY);
SQL
    expect_lines_there 'CREATE TABLE made (
    id integer NOT NULL DEFAULT nextval('"'made_id_seq'"'::regclass),
    n integer NOT NULL GENERATED ALWAYS AS IDENTITY,
    other bigint NOT NULL DEFAULT nextval('"'made_other_seq'"'::regclass)
);
ALTER SEQUENCE made_id_seq OWNED BY made.id;
ALTER SEQUENCE made_other_seq OWNED BY made.other;
ALTER TABLE made SET UNLOGGED;'
    expect_there 'CREATE SEQUENCE made_id_seq AS integer;' 'ALTER TABLE got SET UNLOGGED;' \
        'ALTER TABLE became SET UNLOGGED;' 'CREATE UNLOGGED TABLE usual ('
    [ "$(grep -cE 'LOGGED' there.sql)" -eq 4 ]
    [ "$(psql -XAtq -d trip_back -c "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
        WHERE relkind = 'r' AND relpersistence = 'u' AND oid >= 16384")" = 'became got made usual' ]
}

@test "sequences that are logged where their table is not, and the other way round" {
    needs_server 15
    round_trip <<'SQL'
CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY (START WITH 5), b serial, c serial);
ALTER SEQUENCE t_a_seq SET LOGGED;
ALTER SEQUENCE t_c_seq SET LOGGED;
CREATE TABLE u (a int GENERATED ALWAYS AS IDENTITY, b serial);
ALTER SEQUENCE u_a_seq SET UNLOGGED;
ALTER SEQUENCE u_b_seq SET UNLOGGED;
CREATE UNLOGGED TABLE v (b serial);
ALTER SEQUENCE v_b_seq SET LOGGED;
SQL
    expect_there 'ALTER SEQUENCE t_a_seq SET LOGGED;' 'ALTER SEQUENCE t_c_seq SET LOGGED;' \
        'ALTER SEQUENCE u_a_seq SET UNLOGGED;' 'CREATE UNLOGGED SEQUENCE u_b_seq AS integer;' 'CREATE UNLOGGED TABLE v ('
    [ "$(psql -XAtq -d trip_back -c "SELECT string_agg(relname || ' ' || relpersistence::text, ', ' ORDER BY relname) FROM pg_class
        WHERE relkind = 'S'")" = 't_a_seq p, t_b_seq u, t_c_seq p, u_a_seq u, u_b_seq u, v_b_seq p' ]
}

@test "whether an identity's sequence is logged is a difference, in all ways to say it" {
    say follows.sql.postgres 'CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY);'
    say said.sql.postgres 'CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY (LOGGED));'
    say later.sql.postgres 'CREATE UNLOGGED TABLE t (a int GENERATED ALWAYS AS IDENTITY); ALTER SEQUENCE t_a_seq SET LOGGED;'
    run -1 "$FULLSCHEMA" diff follows.sql.postgres said.sql.postgres
    [[ $output == *'identity options: (none) -> LOGGED'* ]]
    "$FULLSCHEMA" diff said.sql.postgres later.sql.postgres
    # Before 15 there was no other kind: pg_dump says so of unlogged tables there.
    put old.sql.postgres <<'SQL'
-- PostgreSQL database dump
-- Dumped from database version 14.9
CREATE UNLOGGED TABLE public.t (a integer NOT NULL);
ALTER TABLE public.t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.t_a_seq
    START WITH 1
    LOGGED
);
SQL
    "$FULLSCHEMA" diff --patch old.sql.postgres follows.sql.postgres
}
