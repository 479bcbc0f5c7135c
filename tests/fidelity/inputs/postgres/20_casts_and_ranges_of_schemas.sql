-- Casts with functions of a schema, ranges outside public, default of a range.
CREATE SCHEMA app;
CREATE TYPE app.m AS (a int);
CREATE FUNCTION app.to_m(int) RETURNS app.m LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1)::app.m';
CREATE CAST (int AS app.m) WITH FUNCTION app.to_m(int) AS ASSIGNMENT;
CREATE TYPE app.f AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
CREATE FUNCTION app.c(app.f) RETURNS app.f LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE app.t (a app.m DEFAULT 1, f app.f DEFAULT '[1,2)');
