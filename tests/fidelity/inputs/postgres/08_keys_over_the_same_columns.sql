-- Two keys over the same columns: CREATE TABLE would make one of them.
-- bytes differ from 13: one ALTER TABLE of an older server makes one constraint of two that are alike
CREATE TABLE t (a int, b int, PRIMARY KEY (a));
ALTER TABLE t ADD UNIQUE (a);
ALTER TABLE t ADD CONSTRAINT u2 UNIQUE (a) INCLUDE (b), ADD CONSTRAINT u3 UNIQUE (a) DEFERRABLE;
ALTER TABLE t ADD CONSTRAINT u4 UNIQUE (a), ADD CONSTRAINT u5 UNIQUE (b, a), ADD CONSTRAINT u6 UNIQUE (b, a) WITH (fillfactor = 50);
CREATE TABLE f (a int REFERENCES t);
