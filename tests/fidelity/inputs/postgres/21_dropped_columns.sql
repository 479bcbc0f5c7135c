-- Columns dropped in the middle: of tables, parents, partitions, composite types and views over them.
CREATE TABLE t (a int, gone int, b text, gone2 text UNIQUE, c int);
ALTER TABLE t DROP gone; ALTER TABLE t DROP gone2; ALTER TABLE t ADD d int DEFAULT 7;
CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT t.*, f(t) AS g FROM t;
CREATE TABLE p (x int, gone int, y int) PARTITION BY RANGE (y);
ALTER TABLE p DROP gone;
CREATE TABLE p1 (y int, z0 int, x int); ALTER TABLE p1 DROP z0;
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (9);
CREATE TYPE c AS (a int, gone int, b text); ALTER TYPE c DROP ATTRIBUTE gone; ALTER TYPE c ADD ATTRIBUTE z int;
CREATE TABLE ct (x c, y c[]);
CREATE TABLE par (a int, b int); CREATE TABLE chi (z int) INHERITS (par); ALTER TABLE par DROP a;
