-- Keys for which no value is a value, and a foreign key that sets some columns.
-- since 15
CREATE TABLE t (a int, b int, UNIQUE NULLS NOT DISTINCT (a), PRIMARY KEY (b));
CREATE UNIQUE INDEX ON t (b, a) NULLS NOT DISTINCT WHERE a > 0;
CREATE TABLE r (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE f (a int, b int, FOREIGN KEY (a, b) REFERENCES r ON DELETE SET NULL (b));
