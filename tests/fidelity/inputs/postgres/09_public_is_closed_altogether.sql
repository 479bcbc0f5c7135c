-- Nothing is left for everybody.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE TABLE t (a int);
