-- The server prints the parameter as the column of the same name.
-- since 14
-- no diff: pg_dump's text says something else than the database
CREATE TABLE users (id int, name text);
CREATE FUNCTION users(id int) RETURNS SETOF users LANGUAGE sql BEGIN ATOMIC SELECT * FROM users WHERE users.id = $1; END;
CREATE FUNCTION f(id int, name text DEFAULT 'x') RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM users WHERE users.id = f.id AND users.name = f.name; END;
