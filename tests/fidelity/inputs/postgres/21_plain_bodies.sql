-- Bodies with every kind of quote, dollar tags, semicolons and comments at their ends.
CREATE FUNCTION a() RETURNS text LANGUAGE sql AS 'SELECT ''x''; -- end';
CREATE FUNCTION b() RETURNS text LANGUAGE plpgsql AS $_$BEGIN RETURN $$a$$ || $a$b$a$; END; /* $x$ */$_$;
CREATE FUNCTION c() RETURNS text LANGUAGE sql AS E'SELECT ''\\\\'' || E''\\n''';
CREATE FUNCTION d() RETURNS text LANGUAGE plpgsql AS '
  BEGIN
	RETURN NULL;	
  END
';
CREATE FUNCTION e(text DEFAULT $q$a'b$q$, int DEFAULT (1 + 2) * 3, int[] DEFAULT ARRAY[1, 2]) RETURNS text LANGUAGE sql AS $$SELECT $1 || '$1' || '$function$'$$;
CREATE PROCEDURE p() LANGUAGE plpgsql AS $$DECLARE x int := 1; BEGIN EXECUTE 'SELECT 1;'; END$$;
