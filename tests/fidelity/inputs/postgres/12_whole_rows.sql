-- Whole rows, fields of them, row comparisons, COALESCE and CASE of them.
CREATE TYPE p AS (x int, y text);
CREATE TABLE t (a int, q p, r p[]);
CREATE VIEW v AS SELECT t AS whole, (q).x AS x, (r[1]).y AS y, ROW(1, 2) < ROW(a, 3) AS cmp, ROW(a, 'x')::p AS ro, CASE a WHEN 1 THEN q ELSE ROW(1, 'z')::p END AS c, t IS NULL AS n, (t.*) = (t.*) AS e, COALESCE(q, NULL) AS co, ARRAY[t] AS arr FROM t;
CREATE VIEW w AS SELECT (v.whole).a, ((v.whole).q).x FROM v;
