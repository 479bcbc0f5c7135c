-- Arrays that are converted as a whole, and constants with a sign, beside syntax that the grammar does not know.
-- since 17
-- no catalogs: the server prints (- 1) and casts of whole arrays that it reads as something else, which means the same
-- no pg_dump: likewise, of its own text
CREATE TABLE t (a int, n numeric, v varchar(10), c char(4), j jsonb);
CREATE FUNCTION words(text[]) RETURNS text LANGUAGE sql AS 'SELECT $1[1]';
CREATE VIEW v AS SELECT q.x, v IN ('a', 'b') AS i, v = ANY (ARRAY['a', 'b']) AS y, n IN (1, 2) AS n, -1::int AS m, words(ARRAY['a'::varchar, 'b']) AS w, words(ARRAY[v, c]) AS z, n = ANY (ARRAY[a, 2]) AS k FROM t, JSON_TABLE(j, '$[*]' COLUMNS (x int PATH '$.x')) q;
CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC MERGE INTO t USING t s ON t.a = s.a WHEN NOT MATCHED BY SOURCE AND t.v IN ('a', 'b') AND words(ARRAY[ARRAY['a'::varchar], ARRAY['b'::varchar]]) > '' THEN UPDATE SET a = - 3000000000 + 3000000001; END;
