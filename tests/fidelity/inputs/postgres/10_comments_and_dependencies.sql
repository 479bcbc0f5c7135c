-- A person's comment on an extension; objects that depend on one by a statement.
CREATE EXTENSION citext;
COMMENT ON EXTENSION citext IS 'ours';
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a citext PRIMARY KEY, b citext UNIQUE CHECK (b ~ '^x'));
CREATE INDEX i ON t (a, lower(b));
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WHERE a = 'x' WITH NO DATA;
