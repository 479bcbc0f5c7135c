-- Rights on members of an extension, and functions, tables, indexes that need it.
CREATE ROLE x;
CREATE SCHEMA ext;
CREATE EXTENSION hstore SCHEMA ext;
REVOKE EXECUTE ON FUNCTION ext.akeys(ext.hstore) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ext.akeys(ext.hstore) TO x;
CREATE TABLE t (h ext.hstore DEFAULT 'a=>1');
CREATE INDEX ON t USING gin (h);
CREATE INDEX ON t USING gist (h) WHERE h OPERATOR(ext.?) 'a';
CREATE VIEW v AS SELECT h OPERATOR(ext.->) 'a' AS a FROM t;
