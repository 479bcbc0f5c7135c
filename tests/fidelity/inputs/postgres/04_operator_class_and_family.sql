-- Operator classes and families, members that were added later, storage, sort operators.
CREATE OPERATOR FAMILY whole USING btree;
ALTER OPERATOR FAMILY whole USING btree ADD OPERATOR 1 < (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8);
CREATE FUNCTION backwards(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT btint4cmp($2, $1)';
CREATE OPERATOR CLASS backwards FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 backwards(int, int);
CREATE TABLE t (a int) PARTITION BY RANGE (a backwards);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (5) TO (1);
CREATE TABLE u (a int, EXCLUDE USING btree (a backwards WITH =));
CREATE INDEX ON u (a backwards DESC NULLS LAST);
ALTER OPERATOR FAMILY backwards USING btree RENAME TO forwards;
