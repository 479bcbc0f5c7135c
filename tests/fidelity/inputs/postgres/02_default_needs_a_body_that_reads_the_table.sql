-- A column's default calls a function whose body reads the table.
CREATE TABLE t (a int, b int);
CREATE FUNCTION next_b() RETURNS int LANGUAGE sql AS 'SELECT COALESCE(max(b), 0) + 1 FROM t';
ALTER TABLE t ALTER b SET DEFAULT next_b();
CREATE FUNCTION u() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
