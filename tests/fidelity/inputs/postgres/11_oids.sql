-- Tables with OIDs.
-- until 11
-- left out table t: it has OIDs
CREATE TABLE t (a int) WITH OIDS;
CREATE TABLE u (a int) WITH (oids = false);
CREATE UNIQUE INDEX ON t (oid);
