-- Indexes of partitions: under one above, only their own, and one above that waits for its own.
CREATE TABLE p (a int, b text) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO (5);
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (5) TO (MAXVALUE);
CREATE INDEX above ON p (b);
CREATE INDEX waits ON ONLY p (lower(b));
CREATE INDEX own ON p1 (b DESC);
CREATE INDEX of_p1 ON p1 (a, b);
CREATE INDEX same ON ONLY p (a, b);
ALTER INDEX same ATTACH PARTITION of_p1;
CREATE INDEX of_p2 ON p2 (a, b);
CREATE INDEX of_p2_too ON p2 (a, b);
ALTER INDEX same ATTACH PARTITION of_p2_too;
ALTER INDEX of_p1 SET (fillfactor = 50);
COMMENT ON INDEX of_p1 IS 'of p1';
