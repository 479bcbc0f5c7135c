-- f(int) is needed by g(), which f(text) needs.
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT f(1)';
CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT g()';
CREATE FUNCTION a() RETURNS int LANGUAGE sql AS $$SELECT f('x'::text)$$;
