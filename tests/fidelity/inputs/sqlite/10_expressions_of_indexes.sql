-- Indexes over expressions, and a view that sorts by them.
CREATE TABLE t (a TEXT, b, "order" INT, [x y]);
CREATE INDEX i1 ON t (a COLLATE NOCASE, "order" DESC) WHERE a LIKE 'x%' ESCAPE '!' AND "x y" IN (1, NULL);
CREATE INDEX i2 ON t (CASE WHEN b IS NULL THEN a ELSE b END, a || "order", CAST(b AS INT), -"order", (a), b COLLATE rtrim);
CREATE UNIQUE INDEX IF NOT EXISTS i3 ON t (coalesce(b, ''), substr(a, 1, 3), typeof(b) = 'text', b IS NOT NULL);
CREATE VIEW "v ""q" AS SELECT "order", [x y] AS "a b", t."order" + 1 FROM t ORDER BY "order" COLLATE NOCASE DESC NULLS LAST, 2;
