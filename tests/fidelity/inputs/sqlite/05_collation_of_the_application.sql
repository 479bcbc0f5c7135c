-- Functions and collations of the application, in views and triggers (in tables: tests/cmd/sqlite_fidelity.bats).
CREATE TABLE t (a, b);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT nobody_has_this(a), a COLLATE unheard_of FROM t;
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT nobody_has_that(new.a, 'x'); END;
