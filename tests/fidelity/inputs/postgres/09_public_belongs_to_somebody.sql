-- Schema public belongs to a role, and everybody may do everything.
-- bytes differ from 15: everybody's CREATE is said where new databases do not have it
CREATE ROLE x;
ALTER SCHEMA public OWNER TO x;
GRANT ALL ON SCHEMA public TO PUBLIC;
CREATE TABLE t (a int);
