-- A subquery in FROM does not see its neighbours; in WHERE it does.
CREATE TABLE t (a, b);
CREATE TABLE u (c, d);
CREATE TRIGGER tr AFTER UPDATE ON t BEGIN UPDATE t SET a = q.x FROM (SELECT "b" AS x, c FROM u) AS q WHERE q.c = t.b AND t.a = "d"; DELETE FROM u WHERE d IN (SELECT "c" FROM t) OR c = "a"; END;
CREATE VIEW v AS SELECT q.k FROM t, (SELECT "a" AS k, c FROM u) AS q WHERE EXISTS (SELECT "a" FROM u WHERE c = "b");
