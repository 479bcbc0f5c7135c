-- Views: names of columns, defaults, check options, security barriers, triggers and rules that write.
CREATE TABLE t (a int, b text);
CREATE VIEW v ("X", y) WITH (security_barrier = true) AS SELECT a, b FROM t WITH CASCADED CHECK OPTION;
ALTER VIEW v ALTER y SET DEFAULT 'd';
CREATE VIEW w AS SELECT a, b FROM t;
CREATE RULE ins AS ON INSERT TO w DO INSTEAD INSERT INTO t VALUES (new.a, new.b) RETURNING a, b;
CREATE RULE upd AS ON UPDATE TO w WHERE old.a > 0 DO INSTEAD (UPDATE t SET b = new.b WHERE t.a = old.a;
DELETE FROM t WHERE t.a < 0);
CREATE RULE upd2 AS ON UPDATE TO w DO INSTEAD NOTHING;
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER i INSTEAD OF INSERT OR DELETE ON v FOR EACH ROW EXECUTE FUNCTION f('a''b', 2);
