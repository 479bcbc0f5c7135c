-- An exclusion constraint calls a function of the table's own rows.
CREATE TABLE t (a int);
CREATE FUNCTION n(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
ALTER TABLE t ADD CONSTRAINT once EXCLUDE USING btree ((n(t)) WITH =) WHERE (a > 0);
