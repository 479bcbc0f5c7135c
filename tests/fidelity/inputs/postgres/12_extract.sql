-- EXTRACT, which until 13 is another function.
-- bytes differ from 14: date_part until 13
CREATE TABLE t (d timestamptz, i interval);
CREATE VIEW v AS SELECT EXTRACT(year FROM d) AS y, EXTRACT(epoch FROM i) AS e FROM t;
