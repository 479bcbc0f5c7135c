-- A body finds its type by the search_path of the day.
CREATE SCHEMA app;
SET search_path = app, public;
CREATE TYPE kind AS ENUM ('a');
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$DECLARE k kind; BEGIN k := 'a'; END$$;
CREATE FUNCTION g() RETURNS kind LANGUAGE sql AS $$SELECT 'a'::kind$$;
