-- A list that came with 16.
-- since 16
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET createrole_self_grant = 'set, inherit' AS 'SELECT 1';
