-- A generated column in a child that came with the parent.
-- since 12
-- no diff: pg_dump's text loses the places of columns
CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE ch (c int) INHERITS (p);
CREATE TABLE other (b int GENERATED ALWAYS AS (a * 2) STORED, a int);
ALTER TABLE other INHERIT p;
