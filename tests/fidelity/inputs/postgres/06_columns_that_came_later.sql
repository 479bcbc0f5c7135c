-- A parent got columns and a check later; a child's column is its own, too.
-- no diff: pg_dump's text loses the places of columns
CREATE TABLE p (a int);
CREATE TABLE ch (b int, d text) INHERITS (p);
CREATE TABLE gc (e int) INHERITS (ch);
ALTER TABLE p ADD c int NOT NULL DEFAULT 5;
ALTER TABLE p ADD d text;
ALTER TABLE p ADD CONSTRAINT k CHECK (c > 0);
ALTER TABLE p ADD CONSTRAINT only_here CHECK (a > 0) NO INHERIT;
