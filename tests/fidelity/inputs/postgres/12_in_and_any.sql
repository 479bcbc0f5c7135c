-- IN, = ANY of an array, of converted arrays and of converted elements are kept apart.
CREATE TABLE t (v varchar(9) CHECK (v IN ('a', 'b')), w varchar CHECK (w = ANY (ARRAY['a', 'b'])), x varchar CHECK (x::text = ANY (ARRAY[('a'::varchar)::text, 'b'::text])), y text CHECK (y IN ('a', 'b')), z int CHECK (z NOT IN (1, -2)), c char(3) CHECK (c IN ('a', 'b')));
CREATE VIEW s AS SELECT v FROM t WHERE v <> ALL (ARRAY['p', 'q']::text[]) AND z = ANY ('{1,2}'::int[]) AND w IN ('x') AND (z, y) IN (SELECT 1, 'a'::text) AND (z, 1) IN ((1, 2), (3, 4));
