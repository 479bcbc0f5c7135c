-- Operators that name each other, one with one argument, one that is nobody's negator any more.
CREATE FUNCTION eq(text, text) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'texteq';
CREATE FUNCTION ne(text, text) RETURNS bool LANGUAGE internal IMMUTABLE STRICT AS 'textne';
CREATE SCHEMA app;
CREATE OPERATOR app.=== (FUNCTION = eq, LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR(app.===), NEGATOR = OPERATOR(app.!==), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES);
CREATE OPERATOR app.!== (FUNCTION = ne, LEFTARG = text, RIGHTARG = text, NEGATOR = OPERATOR(app.===));
CREATE OPERATOR @@@ (FUNCTION = textlen, RIGHTARG = text);
CREATE TABLE t (a text CHECK (a OPERATOR(app.===) 'x' OR @@@ a > 3));
CREATE VIEW v AS SELECT a FROM t WHERE a OPERATOR(app.!==) ALL (ARRAY['p', 'q']) ORDER BY a USING OPERATOR(pg_catalog.>);
