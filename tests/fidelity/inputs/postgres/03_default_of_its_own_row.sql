-- A default calls a function that gives rows of the table.
CREATE TABLE t (a int, b int);
CREATE FUNCTION last() RETURNS t LANGUAGE sql AS 'SELECT * FROM t LIMIT 1';
ALTER TABLE t ALTER b SET DEFAULT (last()).a;
