-- Types: composite of arrays and domains, ranges with functions, enums with values between, casts and operators over them.
CREATE TYPE e AS ENUM ('b', 'd'); ALTER TYPE e ADD VALUE 'a' BEFORE 'b'; ALTER TYPE e ADD VALUE 'c' AFTER 'b'; ALTER TYPE e RENAME VALUE 'd' TO 'D''d';
CREATE TYPE c AS (a int, b text COLLATE "C", x numeric(5,2)[], y e);
CREATE FUNCTION dif(float8, float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $2 - $1';
CREATE TYPE fr AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = dif);
CREATE TYPE tr AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops);
CREATE FUNCTION c2t(c) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).b';
CREATE CAST (c AS text) WITH FUNCTION c2t(c) AS ASSIGNMENT;
CREATE FUNCTION ceq(c, c) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR === (LEFTARG = c, RIGHTARG = c, PROCEDURE = ceq, COMMUTATOR = ===, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE TABLE t (a c DEFAULT ROW(1, 'x', '{1.5}', 'a'), b fr, d tr[], g c[] DEFAULT ARRAY[ROW(1, 'x', NULL, 'b')::c]);
CREATE VIEW v AS SELECT (a).b AS b, a === a AS eq, (g[1]).y AS y, (g[1]).x[1] AS x FROM t;
