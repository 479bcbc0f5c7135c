-- What ALTER EXTENSION made a member is named.
-- left out hstore
CREATE EXTENSION hstore;
CREATE TABLE t (a int);
ALTER EXTENSION hstore ADD TABLE t;
