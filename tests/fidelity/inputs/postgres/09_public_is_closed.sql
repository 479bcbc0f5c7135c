-- Nobody may create in public, or use it; a role may.
-- bytes differ from 15: that everybody's CREATE was revoked is said where new databases have it
CREATE ROLE x;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO x WITH GRANT OPTION;
CREATE TABLE t (a int);
