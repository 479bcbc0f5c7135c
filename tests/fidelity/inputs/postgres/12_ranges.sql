-- Ranges: of another schema's types, with functions and collations.
CREATE SCHEMA app;
CREATE FUNCTION app.diff(text, text) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT 1.0::float8';
CREATE TYPE app.names AS RANGE (SUBTYPE = text, COLLATION = "C", SUBTYPE_OPCLASS = text_pattern_ops, SUBTYPE_DIFF = app.diff);
CREATE DOMAIN app.small AS int CHECK (VALUE < 9);
CREATE TYPE smalls AS RANGE (SUBTYPE = app.small);
CREATE TABLE t (a app.names DEFAULT '[a,b)', b smalls, EXCLUDE USING gist (b WITH &&));
