-- Settings that ALTER gave, numbers and odd texts among them, and one that it took back.
CREATE FUNCTION f() RETURNS int LANGUAGE sql SET work_mem = '1MB' AS 'SELECT 1';
ALTER FUNCTION f() SET search_path = 'a b', "C";
ALTER FUNCTION f() RESET work_mem;
ALTER FUNCTION f() SET extra_float_digits = -1;
CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN END';
ALTER PROCEDURE p() SET "my.Own" TO E'it''s a\\b\nc';
ALTER PROCEDURE p() SET timezone TO '+05:30';
ALTER ROUTINE p() SET seq_page_cost TO 1.5;
