-- Checks, exclusions and foreign keys that say the same under two names.
-- bytes differ from 13: one ALTER TABLE of an older server makes one constraint of two that are alike
CREATE TABLE t (a int, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (a > 0), UNIQUE (a));
ALTER TABLE t ADD CONSTRAINT x1 EXCLUDE USING btree (a WITH =), ADD CONSTRAINT x2 EXCLUDE USING btree (a WITH =);
ALTER TABLE t ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES t (a), ADD CONSTRAINT f2 FOREIGN KEY (a) REFERENCES t (a) ON DELETE CASCADE;
CREATE INDEX i1 ON t (a);
CREATE INDEX i2 ON t (a);
CREATE UNIQUE INDEX i3 ON t (a);
