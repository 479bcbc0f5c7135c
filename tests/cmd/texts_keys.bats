#!/usr/bin/env bats
# Texts with keys, indexes and constraints: which of them there are, and what the server calls them.

load ../lib/common

# same_as_on_server STATEMENTS: the text is read as what a server makes of it.
same_as_on_server() {
    say migrations/1_all.sql "$1"
    "$FULLSCHEMA" generate -s migrations --engine postgres -o made.sql -q
    run -0 "$FULLSCHEMA" diff --engine postgres migrations/1_all.sql made.sql
}

@test "texts: equal keys of one statement are one, under the name that any of them has" {
    same_as_on_server 'CREATE TABLE a (id uuid PRIMARY KEY UNIQUE);
CREATE TABLE b (id int UNIQUE, CONSTRAINT pk PRIMARY KEY (id));
CREATE TABLE c (id int CONSTRAINT u UNIQUE, PRIMARY KEY (id));
CREATE TABLE d (x int UNIQUE, CONSTRAINT foo UNIQUE (x));
CREATE TABLE e (z int UNIQUE UNIQUE, CONSTRAINT e_k UNIQUE (z) DEFERRABLE, UNIQUE (z) INCLUDE (z), y int,
    UNIQUE (y, z), UNIQUE (z, y), UNIQUE (z, y));
CREATE TABLE f (z int);
ALTER TABLE f ADD COLUMN x int UNIQUE PRIMARY KEY, ADD UNIQUE (z), ADD UNIQUE (z);
CREATE TABLE g (x int UNIQUE WITH (fillfactor = 50), CONSTRAINT stored UNIQUE (x));
CREATE TABLE h (x int, y int, EXCLUDE (x WITH =), EXCLUDE (x WITH =), EXCLUDE (x WITH =) WHERE (y > 3));'
}

@test "texts: equal keys of a plain table are one" {
    same_as_on_server 'CREATE TABLE a (x bigint NOT NULL, y text NOT NULL, CONSTRAINT a1 UNIQUE (x),
    CONSTRAINT a2 PRIMARY KEY (x), CONSTRAINT a3 UNIQUE (x, y), CONSTRAINT a4 UNIQUE (y, x), CONSTRAINT a5 UNIQUE (x, y));'
}

@test "texts: a foreign key refers to the primary key that stands behind it" {
    same_as_on_server 'CREATE TABLE a (up int REFERENCES a, id int PRIMARY KEY);
CREATE TABLE b (z int);
ALTER TABLE b ADD COLUMN id int REFERENCES b PRIMARY KEY;'
}

@test "texts: INCLUDE and expressions count in the names that the server chooses" {
    same_as_on_server 'CREATE TABLE a (id int, x int, y text, c int[]);
CREATE UNIQUE INDEX ON a (id) INCLUDE (x);
ALTER TABLE a ADD UNIQUE (id) INCLUDE (x), ADD UNIQUE (id) INCLUDE (x), ADD EXCLUDE (x WITH =),
    ADD EXCLUDE (lower(y) WITH =, y WITH =) INCLUDE (x), ADD EXCLUDE ((x + 1) WITH =, (x + 2) WITH =);
CREATE INDEX ON a ((c[1]));
CREATE INDEX ON a ((CASE WHEN x > 1 THEN 1 ELSE id END));
CREATE INDEX ON a ((ARRAY[x]), (NULLIF(x, 1)), (GREATEST(x, 1)), (LEAST(x, 1)));
CREATE INDEX ON a ((x IS NULL), (y::varchar(3)), ((x + 1)::bigint), COALESCE(x, 1), upper(y), upper(y));
CREATE INDEX ON a (x, id) INCLUDE (x);
CREATE TABLE long_name_of_a_table_that_is_long_0123456789 (a int, long_name_of_a_column_that_is_long_0123456789 int,
    UNIQUE (a, long_name_of_a_column_that_is_long_0123456789) INCLUDE (a),
    UNIQUE (a) INCLUDE (long_name_of_a_column_that_is_long_0123456789, a));'
}

@test "texts: copies of keys have such names, too, and are stored as those" {
    same_as_on_server 'CREATE TABLE a (id int PRIMARY KEY WITH (fillfactor = 60), x int UNIQUE WITH (fillfactor = 50), y text,
    EXCLUDE (x WITH =) WITH (fillfactor = 80), EXCLUDE (lower(y) WITH =), UNIQUE (y) INCLUDE (x));
ALTER TABLE a RENAME x TO z;
CREATE TABLE b (LIKE a INCLUDING INDEXES);
CREATE TABLE c (LIKE a INCLUDING INDEXES, UNIQUE (z), up int REFERENCES c);
CREATE TABLE p (id int, y int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2);
ALTER TABLE p ADD UNIQUE (id) INCLUDE (y);'
}

@test "texts: constraints, composite types and all relations take names" {
    same_as_on_server 'CREATE TABLE a (CONSTRAINT a_x_key CHECK (id > 0), x int UNIQUE, id int);
CREATE TABLE b (x int, CONSTRAINT b_x_key CHECK (x > 0));
ALTER TABLE b ADD UNIQUE (x);
CREATE TYPE c_pkey AS (a int);
CREATE VIEW c_x_key AS SELECT 1 AS a;
CREATE SEQUENCE c_y_key;
CREATE DOMAIN d AS int CONSTRAINT c_x_check CHECK (VALUE > 0);
CREATE TABLE other (x int CONSTRAINT c_z_key CHECK (x > 0));
CREATE TABLE c (id int PRIMARY KEY, x int UNIQUE CHECK (x > 3), y int UNIQUE, z int UNIQUE);'
}
