-- A search_path of nothing, alone or among others, is no schema with the name "".
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql SET search_path = '', pg_temp AS 'SELECT 1';
CREATE PROCEDURE p() LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, '' AS 'BEGIN END';
