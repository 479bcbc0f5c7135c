-- Bodies in SQL that call each other: no order of statements lets the server check both.
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'SELECT f($1)';
CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT CASE WHEN $1 > 0 THEN g($1 - 1) END';
CREATE FUNCTION recursive(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN recursive($1 - 1); END';
