-- The default of an argument needs a function, a sequence and a type that stand later.
CREATE TYPE z_kind AS ENUM ('x', 'y');
CREATE SEQUENCE z_seq;
CREATE FUNCTION z_one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION a(i int DEFAULT z_one(), n bigint DEFAULT nextval('z_seq'), k z_kind DEFAULT 'y', VARIADIC r z_kind[] DEFAULT ARRAY['x'::z_kind])
    RETURNS int LANGUAGE sql AS 'SELECT $1';
