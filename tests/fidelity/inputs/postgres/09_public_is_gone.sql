-- Schema public is gone, and nothing is in its place.
-- no pg_dump: it does not say so
-- no diff: neither does its text
DROP SCHEMA public;
CREATE SCHEMA s;
CREATE TABLE s.t (a int);
