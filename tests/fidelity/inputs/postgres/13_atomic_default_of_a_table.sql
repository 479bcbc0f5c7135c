-- A default that calls a parsed body, which needs another table.
-- since 14
CREATE TABLE z (n int);
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM z; END;
CREATE TABLE a (n bigint DEFAULT n());
CREATE VIEW v AS SELECT n() AS n;
