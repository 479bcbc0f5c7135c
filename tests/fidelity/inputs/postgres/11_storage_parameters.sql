-- Storage parameters of tables, their TOAST tables, indexes, views, columns, in any order.
CREATE TABLE t (a text) WITH (toast.autovacuum_enabled = off, fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05, autovacuum_enabled = true);
CREATE INDEX ON t (a) WITH (fillfactor = 60);
CREATE INDEX ON t USING gin (to_tsvector('simple', a)) WITH (gin_pending_list_limit = 64, fastupdate = off);
CREATE VIEW v WITH (security_barrier, check_option = local) AS SELECT a FROM t;
ALTER TABLE t ALTER a SET (n_distinct_inherited = 3, n_distinct = -0.5);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT a FROM t WITH NO DATA;
ALTER TABLE m ALTER a SET STATISTICS 7;
