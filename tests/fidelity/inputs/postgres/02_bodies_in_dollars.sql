-- Bodies with quotes, dollars, back slashes, blanks at their ends and line ends.
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $q$SELECT $$it's $1 \n$$ || $_$x$_$ $q$;
CREATE FUNCTION g() RETURNS text LANGUAGE plpgsql AS E'\nBEGIN\r\n\tRETURN ''\\''; -- $$ $_$\nEND \n\n';
CREATE FUNCTION h() RETURNS void LANGUAGE sql AS '';
