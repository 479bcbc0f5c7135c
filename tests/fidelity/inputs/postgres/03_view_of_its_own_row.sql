-- A view calls a function of its own rows, two views need each other.
CREATE VIEW v AS SELECT 1 AS a;
CREATE FUNCTION f(v) RETURNS int LANGUAGE sql AS 'SELECT $1.a';
CREATE OR REPLACE VIEW v AS SELECT f(NULL::v) AS a;
CREATE VIEW one AS SELECT 1 AS a;
CREATE VIEW two AS SELECT a FROM one;
CREATE OR REPLACE VIEW one AS SELECT a FROM two;
