-- A language of one's own, a function in it, who may use it.
CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION validator(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE mine HANDLER handler VALIDATOR validator;
CREATE FUNCTION f() RETURNS int LANGUAGE mine AS 'BEGIN RETURN 1; END';
CREATE LANGUAGE other HANDLER handler;
COMMENT ON LANGUAGE other IS 'without more';
REVOKE USAGE ON LANGUAGE mine FROM PUBLIC;
