-- Operator classes with options.
-- since 13
CREATE EXTENSION pg_trgm;
CREATE TABLE t (a text, v tsvector);
CREATE INDEX ON t USING gist (a gist_trgm_ops (siglen = 32));
CREATE INDEX ON t USING gist (v tsvector_ops (siglen = 8)) WITH (fillfactor = 70);
CREATE TABLE b (a int, c int);
CREATE INDEX ON b USING brin (a, c) WITH (pages_per_range = 8, autosummarize = true);
