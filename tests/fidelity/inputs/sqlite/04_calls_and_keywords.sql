-- ALL in a call, MATCH in quotes, names that are keywords.
CREATE TABLE p (a INTEGER PRIMARY KEY);
CREATE TABLE t (a INT REFERENCES p (a) MATCH 'simple', "true" INT, "false", "order" DEFAULT 'x', "current_time", "over", "rows", "recursive", `c``d`, "e""f", 'g h', abort, key, "select", "not null");
CREATE VIEW v AS SELECT count(ALL a) AS over, count(DISTINCT a) AS filter, sum(a) FILTER (WHERE a > 0) AS "window" FROM t;
CREATE VIEW w AS SELECT rank() OVER "rows" AS r, sum(a) OVER ("rows" ROWS UNBOUNDED PRECEDING) AS s FROM t WINDOW "rows" AS (PARTITION BY "true" ORDER BY a DESC NULLS LAST);
CREATE VIEW x AS WITH "recursive" AS (SELECT 1 AS y) SELECT y FROM "recursive";
CREATE VIEW z AS WITH RECURSIVE r(n) AS MATERIALIZED (SELECT 1 UNION ALL SELECT n + 1 FROM r LIMIT 3) SELECT n over FROM r AS natural;
CREATE TABLE k (a, "true", PRIMARY KEY ("true" DESC, a)) WITHOUT ROWID;
CREATE INDEX "a b" ON k ("true");
