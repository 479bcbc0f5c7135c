-- Subscripts of jsonb, multiranges, OUT arguments of procedures.
-- since 14
CREATE TABLE t (j jsonb, m int4multirange DEFAULT '{[1,3),[5,8)}');
CREATE VIEW v AS SELECT j['a']['0'] AS a, m * '{[2,4)}'::int4multirange AS m FROM t;
CREATE PROCEDURE p(OUT a int, IN b text) LANGUAGE sql AS 'SELECT 1';
CREATE TYPE r AS RANGE (SUBTYPE = float8, MULTIRANGE_TYPE_NAME = many);
