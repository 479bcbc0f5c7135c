-- Domains over domains and arrays of domains, checks not valid, collations, and columns of them.
CREATE DOMAIN d1 AS varchar(10) COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT one CHECK (VALUE <> '') CHECK (length(VALUE) > 1);
CREATE DOMAIN d2 AS d1 DEFAULT 'y' CONSTRAINT two CHECK (VALUE <> 'z');
CREATE DOMAIN d3 AS d2[] CHECK (array_length(VALUE, 1) > 0);
ALTER DOMAIN d2 ADD CONSTRAINT later CHECK (VALUE <> 'q') NOT VALID;
COMMENT ON CONSTRAINT two ON DOMAIN d2 IS 'c'; COMMENT ON DOMAIN d3 IS 'd';
CREATE TABLE t (a d1, b d2[], c d3, e d2 COLLATE "POSIX", PRIMARY KEY (a));
CREATE DOMAIN js AS jsonb CHECK (VALUE ? 'a');
CREATE FUNCTION f(d1, d3) RETURNS SETOF d2 LANGUAGE sql AS $$SELECT 'xx'::d2$$;
