-- Joins: USING, NATURAL, in parentheses, with aliases of their columns, lateral, without a condition.
CREATE TABLE t (a int, b int);
CREATE TABLE u (a int, c int);
CREATE TABLE w (c int, a int);
CREATE VIEW v AS SELECT t.a, u.c, t2.b FROM t JOIN u USING (a) LEFT JOIN (w FULL JOIN t t2 ON t2.b = w.c) ON w.c = u.c;
CREATE VIEW n AS SELECT j.x FROM (t NATURAL JOIN u) AS j (x, y, z) CROSS JOIN w;
CREATE VIEW l AS SELECT q.n FROM t, LATERAL (SELECT count(*) AS n FROM u WHERE u.a = t.a) q LEFT JOIN LATERAL generate_series(1, q.n) g ON true;
ALTER TABLE t RENAME b TO c2;
ALTER TABLE u ADD b int;
ALTER TABLE t ADD c int;
