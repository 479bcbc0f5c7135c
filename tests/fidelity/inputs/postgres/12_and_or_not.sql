-- What binds tighter: AND, OR, NOT, comparisons, IS, unary minus, casts, COLLATE, subscripts.
CREATE TABLE t (a int, b bool, c text, d int[], e point);
CREATE VIEW v AS SELECT a FROM t WHERE (b AND (b AND NOT b)) AND (b OR NOT (b OR b)) AND ((a = 1) = b) AND (a IS NULL) = (b IS NOT UNKNOWN) AND NOT a IS DISTINCT FROM 2;
CREATE VIEW w AS SELECT (- a) % 3 AS p, -(a % 3) AS q, (- 5)::int2 AS r, -(5::int2) AS s, (a - 1) - 1 AS u, a - (1 - 1) AS x, d[1:2][1] AS y, (d || 1)[2] AS z, e[0] AS e0, c COLLATE "C" || 'x' AS cc, (c || 'x') COLLATE "C" AS cd, a BETWEEN SYMMETRIC 3 AND 1 AS be, 2 ^ (3 ^ 2) AS po, (2 ^ 3) ^ 2 AS pp, c LIKE 'a!%' ESCAPE '!' AS li, c NOT SIMILAR TO 'a' AS si FROM t;
