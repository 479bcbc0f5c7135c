-- How columns are compressed, in tables and materialized views.
-- since 14
CREATE TABLE t (a text COMPRESSION pglz, b text, c jsonb);
ALTER TABLE t ALTER b SET STORAGE EXTERNAL;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;
ALTER MATERIALIZED VIEW m ALTER a SET COMPRESSION pglz;
