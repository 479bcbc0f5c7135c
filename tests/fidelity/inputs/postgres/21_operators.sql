-- Operators with negators and commutators in both orders, prefix ones, families across types and functions of support.
CREATE FUNCTION lt(text, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE FUNCTION gt(int, text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE FUNCTION pre(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE FUNCTION cmp(text, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE SCHEMA o; CREATE OPERATOR o.<% (LEFTARG = text, RIGHTARG = int, PROCEDURE = lt, COMMUTATOR = OPERATOR(o.%>), NEGATOR = OPERATOR(o.!<%));
CREATE OPERATOR o.%> (LEFTARG = int, RIGHTARG = text, PROCEDURE = gt, COMMUTATOR = OPERATOR(o.<%)); CREATE OPERATOR o.!<% (LEFTARG = text, RIGHTARG = int, PROCEDURE = lt, NEGATOR = OPERATOR(o.<%));
CREATE OPERATOR @@@ (RIGHTARG = text, PROCEDURE = pre);
CREATE OPERATOR FAMILY o.fam USING btree; ALTER OPERATOR FAMILY o.fam USING btree ADD OPERATOR 1 o.<% (text, int), FUNCTION 1 (text, int) cmp(text, int);
CREATE VIEW v AS SELECT 'x' OPERATOR(o.<%) 1 AS a, @@@ 'y' AS b, 1 OPERATOR(pg_catalog.+) 2 AS c;
CREATE TABLE t (a text, CHECK (a OPERATOR(o.<%) 5)); CREATE INDEX ON t ((@@@ a));
