-- Statistics of expressions, their targets.
-- since 14
CREATE TABLE t (a int, c text);
CREATE STATISTICS s ON (a % 3) FROM t;
CREATE STATISTICS m (mcv) ON a, lower(c), (c || 'x') FROM t;
ALTER STATISTICS m SET STATISTICS 50;
