-- A type that is only announced, and one that a function's arguments announced.
CREATE TYPE later;
COMMENT ON TYPE later IS 'not yet';
CREATE SCHEMA app;
CREATE TYPE app."Odd";
