-- A body in SQL stands behind the view that it reads, and before the view that calls it.
CREATE TABLE t (a int);
CREATE VIEW z_read AS SELECT a FROM t;
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM z_read';
CREATE VIEW a_calls AS SELECT f() AS n;
