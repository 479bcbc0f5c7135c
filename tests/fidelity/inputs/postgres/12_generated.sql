-- Generated columns, of functions, in keys, with collations.
-- since 12
CREATE FUNCTION up(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT upper($1)';
CREATE TABLE t (a text, b text GENERATED ALWAYS AS (up(a) COLLATE "C") STORED PRIMARY KEY, c numeric(9,2) GENERATED ALWAYS AS (length(a) * 1.5) STORED NOT NULL);
ALTER TABLE t ADD d int GENERATED ALWAYS AS (length(a)) STORED CHECK (d > 0);
