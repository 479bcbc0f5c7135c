-- A base type, its functions, operators, casts and an aggregate over it.
CREATE TYPE num;
CREATE FUNCTION num_in(cstring) RETURNS num LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION num_out(num) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE num (INPUT = num_in, OUTPUT = num_out, LIKE = int4, CATEGORY = 'N', PREFERRED = false, DEFAULT = '7', DELIMITER = ';');
CREATE FUNCTION less(num, num) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'int4lt';
CREATE OPERATOR < (FUNCTION = less, LEFTARG = num, RIGHTARG = num);
CREATE CAST (num AS int) WITHOUT FUNCTION AS IMPLICIT;
CREATE TABLE t (a num DEFAULT '5' CHECK (a < '9'), b num[]);
