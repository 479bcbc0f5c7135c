-- Procedures, their INOUT arguments, and transactions that they end.
CREATE TABLE t (a int);
CREATE PROCEDURE p(IN a int, INOUT b text DEFAULT 'x', VARIADIC c int[] DEFAULT '{}') LANGUAGE plpgsql AS 'BEGIN COMMIT; CALL q(); END';
CREATE PROCEDURE r() LANGUAGE plpgsql AS 'BEGIN CALL q(); END';
CREATE PROCEDURE q() LANGUAGE sql AS 'INSERT INTO t VALUES (1); CALL r()';
