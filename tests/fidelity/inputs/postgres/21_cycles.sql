-- Views, functions, types and defaults that need each other in a cycle.
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a int DEFAULT f(1), b int CHECK (f(b) > 0));
CREATE VIEW v AS SELECT a, b FROM t; CREATE FUNCTION g(v) RETURNS bool LANGUAGE sql AS 'SELECT true';
CREATE VIEW w AS SELECT v.*, g(v) AS ok FROM v; CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE plpgsql AS 'DECLARE r w; BEGIN RETURN 1; END';
CREATE TABLE u (r w, x t[]);
