-- FROM CURRENT takes what stands in the setting, "$user" and schemas that are not there among it.
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET search_path FROM CURRENT AS 'SELECT 1';
SET search_path = "$user", "Odd, one", public, missing;
CREATE FUNCTION g() RETURNS int LANGUAGE sql SET search_path FROM CURRENT SET work_mem FROM CURRENT AS 'SELECT 1';
