-- The table of a body is gone, or has another name, or another column.
CREATE TABLE gone (a int);
CREATE TABLE old (a int);
CREATE TABLE kept (a int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM gone';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT a FROM old LIMIT 1';
CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT a FROM kept LIMIT 1';
CREATE FUNCTION i() RETURNS void LANGUAGE plpgsql AS 'DECLARE r gone%ROWTYPE; c gone.a%TYPE; BEGIN END';
DROP TABLE gone;
ALTER TABLE old RENAME TO new;
ALTER TABLE kept RENAME a TO b;
