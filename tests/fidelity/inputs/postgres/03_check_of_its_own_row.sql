-- A CHECK calls a function of the table's own rows.
CREATE TABLE t (a int);
CREATE FUNCTION ok(t) RETURNS bool LANGUAGE sql AS 'SELECT $1.a > 0';
ALTER TABLE t ADD CHECK (ok(t));
ALTER TABLE t ADD CONSTRAINT later CHECK (NOT ok(t)) NOT VALID;
