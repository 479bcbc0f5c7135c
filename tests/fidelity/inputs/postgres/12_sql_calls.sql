-- The same functions as calls: one text for all servers.
CREATE TABLE t (s text, v varchar(9), d timestamptz, e timestamp);
CREATE VIEW v AS SELECT btrim(s) AS a, ltrim(v, 'x') AS b, "substring"(s, 2, 3) AS c, "position"(s, 'x') AS d, "overlay"(s, 'y', 2) AS e, timezone('UTC', t.d) AS f, "overlaps"(t.d, t.d, t.d, t.d) AS g, date_part('year', t.e) AS h, pg_collation_for(s) AS i, "substring"(s, 'a', '#') AS j FROM t;
