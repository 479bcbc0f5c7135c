-- "x" is a string where no column of that name is in reach, and a column where one is.
CREATE TABLE t (a, text);
CREATE TABLE u (b);
CREATE VIEW v1 AS SELECT * FROM (SELECT "text" AS x FROM u) JOIN t;
CREATE VIEW v2 AS SELECT * FROM (VALUES ("x")), t WHERE a = "text" AND b = "nobody" AND EXISTS (SELECT 1 FROM u WHERE b = "a") OR 0 = (SELECT b FROM u);
CREATE VIEW v3 AS SELECT a, "text", "none" AS y FROM t ORDER BY "y", "none";
CREATE VIEW v4 AS SELECT (SELECT "text" FROM u) AS z, "a" || "b" AS w FROM t GROUP BY "text" HAVING "a" > "zz";
