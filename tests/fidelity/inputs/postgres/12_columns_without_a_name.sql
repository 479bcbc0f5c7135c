-- true and false without a name: servers before 15 call the column bool.
CREATE TABLE t (a int);
CREATE VIEW v AS SELECT COALESCE((SELECT true FROM t LIMIT 1), false) AS x, ARRAY(SELECT false FROM t) AS y, EXISTS (SELECT FROM t) AS z;
CREATE VIEW w AS SELECT a FROM t WHERE a IN (SELECT 1 UNION SELECT 2) OR (SELECT 'x') = 'x';
