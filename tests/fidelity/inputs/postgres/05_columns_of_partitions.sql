-- A partition with columns of its own order, defaults, NOT NULL, statistics and storage.
CREATE TABLE p (a int, b text DEFAULT 'p', c text) PARTITION BY LIST (a);
CREATE TABLE p1 (c text NOT NULL, gone int, b text DEFAULT 'own', a int);
ALTER TABLE p1 DROP gone;
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
CREATE TABLE p2 PARTITION OF p (b NOT NULL) FOR VALUES IN (2);
ALTER TABLE p2 ALTER b DROP DEFAULT, ALTER c SET STATISTICS 9, ALTER c SET STORAGE EXTERNAL, ALTER a SET (n_distinct = 1), SET (fillfactor = 30);
ALTER TABLE p ADD d int;
ALTER TABLE p DROP c;
