-- Tables of types, without columns, with columns that went, with many columns that are generated.
CREATE TYPE p AS (x int, y text);
CREATE TABLE t OF p (PRIMARY KEY (x), y WITH OPTIONS NOT NULL DEFAULT 'd');
CREATE TABLE none ();
CREATE TABLE gone (a int, b int);
ALTER TABLE gone DROP a, DROP b;
ALTER TABLE gone ADD c int;
CREATE TABLE off (x int, y text);
ALTER TABLE off OF p;
