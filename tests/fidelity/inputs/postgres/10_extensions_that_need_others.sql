-- Extensions that need others, each in its schema.
CREATE SCHEMA geo;
CREATE EXTENSION earthdistance SCHEMA geo CASCADE;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE EXTENSION intarray;
CREATE TABLE t (a text, b int, c int[], d int4range, EXCLUDE USING gist (b WITH =, d WITH &&));
CREATE INDEX ON t USING gin (a gin_trgm_ops);
CREATE INDEX ON t USING gist (a gist_trgm_ops, c gist__int_ops);
