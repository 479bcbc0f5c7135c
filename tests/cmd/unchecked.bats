#!/usr/bin/env bats
# Constraints that were never checked, and the tables below theirs: which was there before, and which came later.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/round_trip

# comes_back: both databases have the same constraints, checked and unchecked; pg_dump's text, which loses the order of
# columns and the names below, is not asked.
comes_back() {
    trip_text_is_the_same() { :; }
    round_trip || return 1
    local query="SELECT conrelid::regclass, contype, convalidated, conislocal, coninhcount, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY conrelid::regclass::text, 2, 6"
    expect_same <(psql -XAtd trip_there -c "$query") <(psql -XAtd trip_back -c "$query") || return 1
    # What comes from above has no statement, and leaves no empty paragraph.
    run -1 grep -Pzq '\n\n\n' there.sql
}

@test "partitions that were there before the constraint, and later ones" {
    comes_back <<'SQL'
CREATE TABLE p (a int, b int) PARTITION BY LIST (a);
CREATE TABLE before PARTITION OF p FOR VALUES IN (1);
CREATE TABLE parted PARTITION OF p FOR VALUES IN (2) PARTITION BY LIST (b);
CREATE TABLE parted_before PARTITION OF parted FOR VALUES IN (4);
INSERT INTO p VALUES (1, 1);
ALTER TABLE p ADD CONSTRAINT large CHECK (b > 3) NOT VALID;
CREATE TABLE parted_later PARTITION OF parted FOR VALUES IN (5);
CREATE TABLE later PARTITION OF p FOR VALUES IN (3);
CREATE TABLE attached (a int, b int);
ALTER TABLE attached ADD CONSTRAINT large CHECK (b > 3) NOT VALID;
ALTER TABLE p ATTACH PARTITION attached FOR VALUES IN (7);
ALTER TABLE parted_before VALIDATE CONSTRAINT large;
SQL
}

@test "tables below by inheritance" {
    comes_back <<'SQL'
CREATE TABLE top (a int);
CREATE TABLE before () INHERITS (top);
INSERT INTO top VALUES (1);
INSERT INTO before VALUES (1);
ALTER TABLE top ADD CONSTRAINT large CHECK (a > 3) NOT VALID;
CREATE TABLE later () INHERITS (top);
CREATE TABLE below_before () INHERITS (before);
CREATE TABLE other (a int);
CREATE TABLE under_other (a int, b int);
ALTER TABLE under_other ADD CONSTRAINT large CHECK (a > 3) NOT VALID;
ALTER TABLE other ADD CONSTRAINT large CHECK (a > 3) NOT VALID;
ALTER TABLE under_other INHERIT other;
CREATE TABLE wide (a int, b int);
CREATE TABLE turned (b int, a int);
ALTER TABLE turned INHERIT wide;
ALTER TABLE wide ADD CONSTRAINT second CHECK (b > 3) NOT VALID;
SQL
}

@test "NOT NULL that is not valid, and what is not enforced" {
    [ "$(server_major)" -ge 18 ] || skip 'since 18'
    comes_back <<'SQL'
CREATE TABLE top (a int);
CREATE TABLE before () INHERITS (top);
ALTER TABLE top ADD CONSTRAINT large CHECK (a > 3) NOT ENFORCED;
CREATE TABLE later () INHERITS (top);
CREATE TABLE k (a int);
CREATE TABLE k_below () INHERITS (k);
CREATE TABLE k_lowest () INHERITS (k_below);
ALTER TABLE k ADD CONSTRAINT given NOT NULL a NOT VALID;
ALTER TABLE k_below VALIDATE CONSTRAINT given;
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p_before PARTITION OF p DEFAULT;
ALTER TABLE p ADD CONSTRAINT given NOT NULL a NOT VALID;
CREATE TABLE p_later PARTITION OF p FOR VALUES IN (2);
SQL
}

@test "the types of an operator family's members come before them" {
    comes_back <<'SQL'
CREATE TYPE bt;
CREATE FUNCTION bt_in(cstring) RETURNS bt LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION bt_out(bt) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE bt (INPUT = bt_in, OUTPUT = bt_out, LIKE = int4);
CREATE OPERATOR FAMILY a_family USING btree;
ALTER OPERATOR FAMILY a_family USING btree ADD FUNCTION 1 (bt, int4) btint4cmp(int4, int4);
CREATE TABLE t (a bt CONSTRAINT given CHECK (a IS NOT NULL));
SQL
}
