-- Indexes: methods, orders, collations, operator classes, expressions, INCLUDE, conditions.
CREATE TABLE t (a int, b text, c tsvector, d jsonb, e point, f text COLLATE "POSIX");
CREATE INDEX ON t (a DESC, b COLLATE "C" text_pattern_ops NULLS FIRST) INCLUDE (d) WHERE a > 0 AND b IS NOT NULL;
CREATE INDEX ON t USING gin (c, d jsonb_path_ops);
CREATE INDEX ON t USING spgist (e kd_point_ops);
CREATE INDEX ON t USING gist (e);
CREATE INDEX ON t USING brin (a int4_minmax_ops) WITH (pages_per_range = 4);
CREATE INDEX ON t USING hash (b);
CREATE INDEX ex ON t ((a + 1), (b || f), lower(b) DESC, ((a)::text) text_pattern_ops, (CASE WHEN a > 0 THEN 1 END), (d -> 'x'), COALESCE(b, ''));
ALTER INDEX ex ALTER COLUMN 2 SET STATISTICS 300;
CREATE UNIQUE INDEX ON t (upper(f) COLLATE "C");
CREATE INDEX ON t ((f COLLATE "C"), (b COLLATE "C"));
