-- What pg_dump says in several statements: a table's constraints, defaults, sequences, rules that make views, comments.
CREATE TABLE t (id serial PRIMARY KEY, n int DEFAULT 5 NOT NULL CHECK (n > 0), UNIQUE (n, id));
COMMENT ON SEQUENCE t_id_seq IS 's';
CREATE VIEW v AS SELECT id, count(*) AS c FROM t GROUP BY id;
COMMENT ON VIEW v IS 'v';
CREATE VIEW w AS SELECT t.* FROM t GROUP BY id;
