-- Wrapper, server and user mapping, with options of odd names and values.
CREATE FOREIGN DATA WRAPPER w OPTIONS (debug 'true', "A b" 'it''s, "odd"');
CREATE SERVER s TYPE 't' VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'x', port '5');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS ("user" 'r''s');
COMMENT ON SERVER s IS 'there';
