#!/usr/bin/env bats
# Rows of texts: INSERT and COPY, and what statements behind them make of the columns.

load ../lib/common
load ../lib/texts

# same TEXT TEXT: both mean the same.
same() {
    say a.sql "$1"
    say b.sql "$2"
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

# by_text TABLE STATEMENT...: of each statement behind the table's no row is read; it is compared as text.
by_text() {
    local table=$1 statement
    say b.sql "$table"
    for statement in "${@:2}"; do
        say a.sql "$table
$statement"
        run -1 "$FULLSCHEMA" diff --engine postgres b.sql a.sql
        [[ $output == *'+ statement '* && $output != *'+ row '* ]] || { show_run; false; }
    done
}

@test "rows: COPY whose lines do not fit its columns is no row" {
    by_text 'CREATE TABLE t (a integer, b text, g integer GENERATED ALWAYS AS (1) STORED);' \
        'COPY t (a) FROM stdin;
1	2
\.' 'COPY t (a, b) FROM stdin;
1	2
3
\.' 'COPY t FROM stdin;
1	2	3
\.' 'COPY t (a, c) FROM stdin;
1	2
\.' 'COPY t (a, a) FROM stdin;
1	2
\.' 'COPY t (a, g) FROM stdin;
1	2
\.' 'COPY t (b) FROM stdin;
x\000y
\.' 'COPY t (b) FROM stdin;
\777y
\.' 'COPY t () FROM stdin;
x
\.'
    by_text 'CREATE TABLE t ();' 'COPY t FROM stdin;
x
\.'
    same_as_on_server "CREATE TABLE u ();
INSERT INTO u DEFAULT VALUES;
CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED, b text);
INSERT INTO t VALUES (1, DEFAULT, 'x');"
    say a.sql 'CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED, b text);
COPY t FROM stdin;
1	x
2	y
\.'
    say b.sql "CREATE TABLE t (a integer, g integer GENERATED ALWAYS AS (a + 1) STORED, b text);
INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');"
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "rows: INSERT that no server would take is no row" {
    by_text 'CREATE TABLE t (a integer, b integer[], g integer GENERATED ALWAYS AS (1) STORED);' \
        'INSERT INTO t (a, c) VALUES (1, 2);' \
        'INSERT INTO t (a, a) VALUES (1, 2), (3, 4);' \
        'INSERT INTO t (a, g) VALUES (1, DEFAULT), (3, 4);' \
        'INSERT INTO t VALUES (1, NULL, 2);' \
        'INSERT INTO t (b[1]) VALUES (1);'
}

@test "rows: COPY data that are cut off are an error" {
    say b.sql 'CREATE TABLE t (a integer);'
    local data
    for data in '1' '1
2
\. ' ''; do
        say a.sql "CREATE TABLE t (a integer);

COPY t (a) FROM stdin;
$data"
        run -2 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
        [[ $output == *a.sql:3:1:*'the data of COPY do not end with a line that is \.'* ]] || { show_run; false; }
    done
    printf 'CREATE TABLE t (a integer);\nCOPY t (a) FROM stdin;\n\\.' >a.sql
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "rows: what COPY escapes is what the server reads" {
    local table='CREATE TABLE t (id integer PRIMARY KEY, a text);'
    same "$table"'
COPY t (id, a) FROM stdin;
1	\x41\x4a\x4Az\xg\x5
2	\101\60\1018\541
3	tab\	tab\
line
4	\b\f\n\r\t\v\q\\\x
5	\N
6	\\N
7	\303\251
\.' "$table
INSERT INTO t VALUES (1, E'AJJzxg\\x05'), (3, E'tab\\ttab\\nline'), (4, E'\\b\\f\\n\\r\\t\\x0bq\\\\x'), (5, NULL), (6, E'\\\\N'), (7, 'é'),
    (2, 'A0A8a');"
}

@test "rows: lines of COPY may end as those of Windows do" {
    printf 'CREATE TABLE t (a integer, b text);\r\nCOPY t (a, b) FROM stdin;\r\n1\tx\r\n2\t\r\n3\t\\N\r\n\\.\r\nCREATE TABLE u ();\r\n' >a.sql
    say b.sql "CREATE TABLE t (a integer, b text);
INSERT INTO t VALUES (1, 'x'), (2, ''), (3, NULL);
CREATE TABLE u ();"
    run -0 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
}

@test "rows: they are the same whatever the order of their columns" {
    local keys
    for keys in 'PRIMARY KEY (b, id)' 'CHECK (id > 0)'; do
        same_as_on_server "CREATE TABLE a (id integer, b text, x text, $keys);
INSERT INTO a (x, id, b) VALUES ('y', 1, 'x'), ('y', 1, 'z');
INSERT INTO a (b, id, x) VALUES ('v', 2, NULL);
INSERT INTO a VALUES (3, 'a', 'b');"
        same "CREATE TABLE a (id integer, b text, x text, $keys);
COPY a (x, b, id) FROM stdin;
1	2	3
\\N	5	6
\\." "CREATE TABLE a (id integer, b text, x text, $keys);
INSERT INTO a (id, x, b) VALUES (3, '1', '2'), (6, NULL, '5');"
    done
}

@test "rows: they follow their columns" {
    same_as_on_server "CREATE TABLE a (id integer, b text, c text);
INSERT INTO a VALUES (1, 'x', 'y');
INSERT INTO a (c, b, id) VALUES ('1', '2', 3), ('4', '5', 6);
INSERT INTO a VALUES (7, 'z', NULL);
ALTER TABLE a DROP COLUMN id;
ALTER TABLE a RENAME b TO id;
ALTER TABLE a RENAME c TO b;
INSERT INTO a VALUES ('p', 'q');
CREATE TABLE k (id integer, name text);
INSERT INTO k VALUES (1, 'x');
ALTER TABLE k DROP COLUMN id, DROP COLUMN name;
CREATE TABLE p (a integer, b text);
CREATE TABLE q (c integer) INHERITS (p);
INSERT INTO q VALUES (1, '2', 3);
ALTER TABLE p RENAME b TO z;
ALTER TABLE p DROP a;
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE m (a mood, b text);
INSERT INTO m VALUES ('a', 'b'), (NULL, 'c');
DROP TYPE mood CASCADE;"
}

@test "rows: columns that a statement leaves out have their defaults, as they were then" {
    same_as_on_server "CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, i integer DEFAULT -1, n numeric DEFAULT 0.10, x text DEFAULT 'it''s', v varchar(9) DEFAULT 'v',
    b boolean DEFAULT false, m mood DEFAULT 'a', j jsonb DEFAULT '{}', d date DEFAULT '2020-01-01', at timestamptz DEFAULT now(),
    u uuid DEFAULT gen_random_uuid(), q text, f float DEFAULT 0.10, k bigint DEFAULT 5::bigint, l text DEFAULT NULL, r text[] DEFAULT '{}');
INSERT INTO t (id) VALUES (1), (2);
INSERT INTO t VALUES (3);
INSERT INTO t (x, id, u, at) VALUES (DEFAULT, 4, DEFAULT, DEFAULT);
INSERT INTO t VALUES (5, 6, 7, 'x', DEFAULT);
ALTER TABLE t ALTER i SET DEFAULT 7, ALTER x DROP DEFAULT;
INSERT INTO t (id) VALUES (6);
ALTER TABLE t ADD late text DEFAULT 'late', ADD y integer, ADD g integer GENERATED ALWAYS AS (1) STORED;
ALTER TABLE t DROP q, DROP i;
ALTER TABLE t RENAME x TO i;
INSERT INTO t (id, y) VALUES (7, 1);
CREATE TABLE u (a text DEFAULT 'd', b integer);
INSERT INTO u DEFAULT VALUES;
CREATE TABLE w () INHERITS (u);
INSERT INTO w (b) VALUES (1);
ALTER TABLE u ADD c boolean DEFAULT true;"
}
