-- Materialized views that need each other, a view and a function, with indexes and comments.
CREATE TABLE t (a int);
CREATE MATERIALIZED VIEW z AS SELECT a FROM t;
CREATE VIEW y AS SELECT a FROM z;
CREATE MATERIALIZED VIEW a AS SELECT a, count(*) AS n FROM y GROUP BY a WITH NO DATA;
CREATE UNIQUE INDEX ON z (a);
ALTER MATERIALIZED VIEW z CLUSTER ON z_a_idx;
COMMENT ON COLUMN a.n IS 'n';
