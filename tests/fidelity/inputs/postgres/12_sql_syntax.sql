-- Functions with a syntax of their own, as calls and as syntax.
-- bytes differ from 14: until 13 the catalog does not know which of the two a person wrote
CREATE TABLE t (s text, v varchar(9), d timestamptz);
CREATE VIEW v AS SELECT TRIM(BOTH FROM s) AS a, btrim(s) AS b, SUBSTRING(s FROM 2 FOR 3) AS c, substr(s, 2) AS e, POSITION('x' IN s) AS f, OVERLAY(s PLACING 'y' FROM 2) AS g, d AT TIME ZONE 'UTC' AS h, timezone('UTC', d) AS i, COLLATION FOR (s) AS j, (d, d) OVERLAPS (d, d) AS k FROM t;
