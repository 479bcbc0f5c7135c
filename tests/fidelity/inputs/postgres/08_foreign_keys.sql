-- Foreign keys: to a unique index, to columns in another order, matched in full, not valid, in a cycle, of no table's own schema.
-- bytes differ from 12: 11 names a foreign key after one of its columns
CREATE SCHEMA app;
CREATE TABLE app.r (a int, b int, PRIMARY KEY (a, b));
CREATE UNIQUE INDEX u ON app.r (b, a);
CREATE TABLE t (x int, y int, z int PRIMARY KEY, FOREIGN KEY (y, x) REFERENCES app.r (b, a) MATCH FULL ON UPDATE SET DEFAULT);
ALTER TABLE app.r ADD CONSTRAINT back FOREIGN KEY (a) REFERENCES t NOT VALID DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE t ADD FOREIGN KEY (x) REFERENCES t ON DELETE SET NULL;
