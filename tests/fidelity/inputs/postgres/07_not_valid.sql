-- NOT NULL that was not checked yet, and one that has a comment.
-- since 18
CREATE TABLE t (a int, b int, c int NOT NULL);
ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID, ADD NOT NULL b NOT VALID;
COMMENT ON CONSTRAINT nn ON t IS 'later';
