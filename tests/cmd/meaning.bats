#!/usr/bin/env bats
# What the server prints of what it stores can mean something else. tests/fixtures/postgres_kinds/main/delta/14 has what
# comes out right all the same.

load ../lib/common

@test "what cannot be distinguished in a body is refused by name" {
    needs_server 14
    put_bookkeeping
    # PostgreSQL prints t.id for the column and for the parameter, and a window where it is used.
    put schema/main/delta/1/a.sql.postgres <<'SQL'
CREATE TABLE t (id integer, x integer);
CREATE FUNCTION t(id integer, x integer) RETURNS bigint LANGUAGE sql BEGIN ATOMIC
    SELECT sum(x) OVER (PARTITION BY t.id ORDER BY $1 ROWS BETWEEN $2 PRECEDING AND CURRENT ROW) FROM t;
END;
SQL
    generate --engine postgres --database main
    expect_status 2
    expect_no_output
    [ ! -e full_schemas/1/main/full.sql.postgres ]
    expect_in_stderr "function t(integer, integer): the server's text of its body does not tell its parameters from columns" \
        'hint: give the function, its parameters and the relations in it names that differ'
}
