-- Bodies that the server has parsed, with names that became syntax, and semicolons in texts.
-- since 14
CREATE TABLE t (json_value int, source int);
CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT t.json_value AS json_table FROM t WHERE t.source = 1 AND ';' <> 'end;'; SELECT 1 AS absent; END;
