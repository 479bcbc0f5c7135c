-- Publications of rows, columns and schemas.
-- since 15
CREATE SCHEMA app;
CREATE TABLE t (a int PRIMARY KEY, b text, c int);
CREATE TABLE app.u (a int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t (a, b) WHERE (a > 5 AND a <> 7), app.u;
CREATE PUBLICATION s FOR TABLES IN SCHEMA app, TABLE t WITH (publish_via_partition_root = true);
