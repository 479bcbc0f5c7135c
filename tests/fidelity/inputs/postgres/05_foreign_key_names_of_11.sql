-- A partition keeps the name of its own foreign key.
-- no diff: pg_dump's text gives the key that comes from above its name
CREATE TABLE r (a int PRIMARY KEY);
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 (a int, CONSTRAINT own FOREIGN KEY (a) REFERENCES r);
ALTER TABLE p ADD CONSTRAINT above FOREIGN KEY (a) REFERENCES r;
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p DEFAULT;
ALTER TABLE p2 ADD CONSTRAINT more FOREIGN KEY (a) REFERENCES r;
