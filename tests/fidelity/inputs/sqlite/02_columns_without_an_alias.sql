-- The text of an expression is the name of a view's column, white space and all, whatever it calls.
CREATE TABLE t (doc, a, "b c");
CREATE VIEW v AS SELECT json_extract(doc,'$.b'), a+1, count( * ), "b c"  ||  'x', t . a, (a), CAST(a  AS int) FROM t;
CREATE VIEW w AS SELECT "a+1" FROM v;
CREATE VIEW names (p, q) AS SELECT a+1, count(*) FROM t;
CREATE VIEW stars AS SELECT *, t.*, 1 FROM t UNION SELECT 1, 2, 3, 4, 5, 6, 7;
