-- Views whose tables or columns are gone stay as they were written.
CREATE TABLE t (a, b);
CREATE VIEW gone AS select  a from nobody;
CREATE VIEW col AS SELECT "c", t.c , a FROM t;
CREATE VIEW over_gone AS SELECT * FROM gone;
CREATE TRIGGER g AFTER INSERT ON t BEGIN insert into nobody values( new.a ); END;
