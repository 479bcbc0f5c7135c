-- Types and tables in a chain: a type of a table's rows, a table of that type.
CREATE TABLE t (a int);
CREATE TYPE pair AS (one t, many t[]);
CREATE TABLE a_pairs (p pair, q pair[]);
CREATE TABLE b_rows OF pair;
CREATE FUNCTION f(pair) RETURNS SETOF a_pairs LANGUAGE sql AS 'SELECT * FROM a_pairs';
