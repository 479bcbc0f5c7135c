-- A table that was put under another keeps its own order of columns.
-- no diff: pg_dump's text loses the places of columns
CREATE TABLE p (a int, b text CHECK (b <> ''));
CREATE TABLE ch (x int, b text CONSTRAINT p_b_check CHECK (b <> ''), a int);
ALTER TABLE ch INHERIT p;
CREATE TABLE gc (y int) INHERITS (ch);
ALTER TABLE gc NO INHERIT ch;
ALTER TABLE gc INHERIT p;
