-- Checks and foreign keys that are not enforced; periods.
-- since 18
CREATE TABLE t (a int PRIMARY KEY, CHECK (a > 0) NOT ENFORCED);
CREATE TABLE f (a int REFERENCES t NOT ENFORCED);
CREATE TABLE p (id int4range, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE q (id int4range, at daterange, FOREIGN KEY (id, PERIOD at) REFERENCES p (id, PERIOD at));
