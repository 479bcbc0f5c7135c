-- Planner support functions.
-- since 12
CREATE FUNCTION f(text, text) RETURNS bool LANGUAGE internal IMMUTABLE SUPPORT textlike_support AS 'textlike';
