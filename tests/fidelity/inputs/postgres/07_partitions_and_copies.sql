-- Partitions, LIKE and tables and columns with new names: the server's names are no one's choice.
-- since 18
CREATE TABLE p (a int NOT NULL, b int CONSTRAINT chosen NOT NULL) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (b int NOT NULL, a int NOT NULL);
ALTER TABLE p2 DROP CONSTRAINT p2_b_not_null, ADD CONSTRAINT chosen NOT NULL b;
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
CREATE TABLE copy (LIKE p INCLUDING ALL);
CREATE TABLE r (a int NOT NULL, b int NOT NULL);
ALTER TABLE r RENAME TO s;
ALTER TABLE s RENAME b TO c;
