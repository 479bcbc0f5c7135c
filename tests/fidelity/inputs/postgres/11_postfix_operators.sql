-- Operators behind their argument.
-- until 13
CREATE OPERATOR !!! (PROCEDURE = numeric_fac, LEFTARG = bigint);
CREATE TABLE t (a bigint CHECK ((a !!!) > 0));
CREATE VIEW v AS SELECT a !!! AS b, (a !!!) + 1 AS c FROM t;
