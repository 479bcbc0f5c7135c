-- Other functions that stand in generated columns and indexes: printf, like, glob, dates, coalesce, math.
CREATE TABLE t (a, b, c AS (printf('%05d', a)), d AS (a LIKE 'x%' ESCAPE '!'), e AS (b GLOB '[a-z]*'), f AS (iif(a > b, a, b)), g AS (strftime('%Y', a)), h AS (round(pow(a, 2), 1)));
CREATE INDEX i ON t (coalesce(a, b), lower(b), max(a, b), hex(a), substr(b, 2), a IS NOT NULL, CAST(a AS INT), -a, a || b);
