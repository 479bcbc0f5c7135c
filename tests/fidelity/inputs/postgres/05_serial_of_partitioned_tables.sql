-- A serial above, another default below.
CREATE TABLE p (id bigserial, a int DEFAULT 1) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p (a DEFAULT 2) FOR VALUES IN (1);
CREATE TABLE p2 (a int, id bigserial);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
