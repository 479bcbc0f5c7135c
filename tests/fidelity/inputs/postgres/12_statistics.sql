-- Extended statistics of all kinds.
-- bytes differ from 12: on 11 these are all kinds that there are
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS s (dependencies, ndistinct) ON b, a FROM t;
CREATE SCHEMA app;
CREATE STATISTICS app."S" ON a, c FROM t;
