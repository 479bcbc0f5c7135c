-- XMLTABLE's columns under names of their own, which the server's own text loses.
-- no diff: pg_dump's text of it is no SQL
CREATE TABLE t (x xml);
CREATE VIEW v AS SELECT b FROM t, XMLTABLE('/r' PASSING x COLUMNS a int PATH '@id') AS q (b);
