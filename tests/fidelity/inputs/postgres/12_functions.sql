-- Functions: all sorts of arguments, tables, window, of C, defaults between.
CREATE FUNCTION a(INOUT a int DEFAULT 1, OUT b text, VARIADIC c anyarray DEFAULT '{}'::int[]) RETURNS SETOF record LANGUAGE plpgsql WINDOW AS 'BEGIN END';
CREATE FUNCTION b(int, "Arg" text DEFAULT 'it''s') RETURNS TABLE (x int, "Y" text[]) LANGUAGE sql ROWS 7 AS $$SELECT 1, ARRAY['x']$$;
CREATE FUNCTION c(anyelement) RETURNS anyelement LANGUAGE sql SECURITY DEFINER AS 'SELECT $1';
CREATE FUNCTION d(text) RETURNS text LANGUAGE internal STRICT IMMUTABLE AS 'upper';
CREATE FUNCTION e(refcursor, int = 5) RETURNS refcursor LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION f(double precision, timestamp with time zone, character varying(5), numeric(3,1)[]) RETURNS void LANGUAGE sql AS '';
