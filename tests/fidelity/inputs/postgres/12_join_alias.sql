-- An alias of what USING joins, GROUP BY DISTINCT.
-- since 14
CREATE TABLE t (a int, b int);
CREATE VIEW v AS SELECT j.a FROM t JOIN t u USING (a) AS j;
CREATE VIEW w AS SELECT a, b FROM t GROUP BY DISTINCT ROLLUP (a, b), ROLLUP (a);
