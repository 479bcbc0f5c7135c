-- Functions of people whose names later became syntax.
CREATE FUNCTION "json_value"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION "json_query"(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION "merge_action"() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "normalize"(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION "json_object"(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE TABLE t (a int DEFAULT "json_value"(1) CHECK ("json_query"(a) > 0));
CREATE VIEW v AS SELECT "json_value"(a) AS x, "merge_action"() AS m, "normalize"(a) AS n, "json_object"(a) AS o FROM t;
CREATE INDEX ON t ("json_value"(a));
