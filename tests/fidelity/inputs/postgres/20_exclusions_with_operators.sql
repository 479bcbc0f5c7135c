-- EXCLUDE with an operator of a schema, which pg_dump writes as OPERATOR(public.=).
CREATE FUNCTION same(point, point) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'point_eq';
CREATE OPERATOR = (FUNCTION = same, LEFTARG = point, RIGHTARG = point, COMMUTATOR = =);
CREATE FUNCTION hash_of(point) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT hashtext($1::text)';
CREATE OPERATOR CLASS pts FOR TYPE point USING hash AS OPERATOR 1 public.= (point, point), FUNCTION 1 hash_of(point);
CREATE TABLE t (p point, EXCLUDE USING hash (p pts WITH OPERATOR(public.=)));
