-- A view over a function whose type of rows has grown since.
-- no catalogs: the server shows the columns that the type had when the view was read
-- no pg_dump: the same
-- no diff: pg_dump's text has the columns that the type had
CREATE TABLE t (a int, b text);
CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE VIEW v AS SELECT * FROM f();
CREATE VIEW w AS SELECT x.p, x.q FROM f() AS x (p, q);
ALTER TABLE t ADD c int;
ALTER TABLE t RENAME b TO bb;
