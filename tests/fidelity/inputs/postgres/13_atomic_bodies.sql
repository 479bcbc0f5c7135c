-- Bodies that the server has parsed: statements that write, CASE ... END, what they need.
-- since 14
CREATE TABLE t (a int PRIMARY KEY, b text);
CREATE FUNCTION r(a int) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE VIEW z AS SELECT a FROM t;
CREATE FUNCTION f(x int) RETURNS SETOF int LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (x, 'y') ON CONFLICT (a) DO UPDATE SET b = excluded.b WHERE t.a > 0; UPDATE t SET (a, b) = (SELECT r(x), CASE WHEN x > 1 THEN 'p' ELSE 'q' END) FROM z WHERE z.a = t.a; DELETE FROM t USING z WHERE t.a = z.a; SELECT a FROM z; END;
CREATE PROCEDURE p(INOUT a int) LANGUAGE sql BEGIN ATOMIC WITH d AS (DELETE FROM t WHERE t.a = 1 RETURNING t.b) INSERT INTO t SELECT 2, d.b FROM d RETURNING t.a; END;
CREATE FUNCTION nothing() RETURNS void LANGUAGE sql BEGIN ATOMIC END;
