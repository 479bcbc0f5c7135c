-- Of some settings each word is a name of its own, of others the whole is one text.
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET local_preload_libraries = 'a', '' SET temp_tablespaces = '' AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql SET session_preload_libraries = 'a,b', c SET datestyle = iso, dmy AS 'SELECT 1';
