-- "x" in a DEFAULT, a CHECK, an index, a generated column.
CREATE TABLE t (a DEFAULT "x", b TEXT CHECK (b <> "a"), c AS ("a" || 'y'));
CREATE INDEX i ON t ("a", b COLLATE "NOCASE") WHERE "b" = 'x';
