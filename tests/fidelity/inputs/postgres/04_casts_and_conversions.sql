-- Casts of all sorts, and a conversion of encodings.
CREATE TYPE pair AS (a int, b int);
CREATE TYPE mood AS ENUM ('x');
CREATE FUNCTION to_int(pair, int, bool) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE CAST (pair AS int) WITH FUNCTION to_int(pair, int, bool) AS ASSIGNMENT;
CREATE CAST (mood AS varchar) WITH INOUT AS IMPLICIT;
CREATE CONVERSION mine FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE DEFAULT CONVERSION "Mine too" FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
