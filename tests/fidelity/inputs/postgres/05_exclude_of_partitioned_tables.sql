-- EXCLUDE on a partitioned table.
-- since 17
CREATE EXTENSION btree_gist;
CREATE TABLE p (a int, r int4range, EXCLUDE USING gist (r WITH -|-, a WITH =)) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (r int4range, a int, CONSTRAINT mine EXCLUDE USING gist (r WITH -|-, a WITH =));
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
