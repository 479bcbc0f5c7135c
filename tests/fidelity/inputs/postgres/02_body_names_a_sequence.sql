-- A sequence, a table and a function that a body names in a text.
CREATE TABLE "a Table" (id serial);
CREATE SEQUENCE z_numbers;
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS $$SELECT nextval('z_numbers') + currval('"a Table_id_seq"'::regclass)$$;
CREATE FUNCTION zz() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $$SELECT 'zz()'::regprocedure::text || '"a Table"'::regclass::text$$;
