-- Statistics, storage and options of a materialized view's columns.
CREATE TABLE t (a int, b text);
CREATE MATERIALIZED VIEW m AS SELECT a, b || 'x' AS b FROM t WITH NO DATA;
ALTER MATERIALIZED VIEW m ALTER a SET STATISTICS 9, ALTER b SET STORAGE EXTERNAL, ALTER b SET (n_distinct = 4), SET (fillfactor = 55);
