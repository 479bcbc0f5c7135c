-- NORMALIZE and IS NORMALIZED.
-- since 13
-- bytes differ from 14: 13 does not know whether a person used the syntax
CREATE TABLE t (a text);
CREATE VIEW v AS SELECT normalize(a, NFKC) AS n, normalize(a) AS m, a IS NFD NORMALIZED AS d, a IS NOT NORMALIZED AS e FROM t;
