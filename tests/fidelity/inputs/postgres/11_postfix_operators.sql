-- Operators behind their argument.
-- until 13
-- no diff: the grammar, which is that of 15 or later, has none, so that it compares them as text
CREATE OPERATOR !!! (PROCEDURE = numeric_fac, LEFTARG = bigint);
CREATE TABLE t (a bigint CHECK ((a !!!) > 0));
CREATE VIEW v AS SELECT a !!! AS b, (a !!!) + 1 AS c FROM t;
