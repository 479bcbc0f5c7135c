-- Generated columns in a partition that was made apart.
-- since 12
CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a * 2) STORED) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE p2 (b int GENERATED ALWAYS AS (a * 2) STORED, a int);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES IN (2);
