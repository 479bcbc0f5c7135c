-- CYCLE whose marks have types, and SEARCH.
-- since 14
-- no diff: pg_dump's text of CYCLE ... TO is no SQL
CREATE TABLE e (a int, b int);
CREATE VIEW v AS WITH RECURSIVE r(a, b) AS (SELECT a, b FROM e UNION ALL SELECT e.a, e.b FROM e JOIN r ON e.a = r.b) CYCLE a SET c TO 'Y' DEFAULT 'N' USING p SELECT a, c FROM r;
