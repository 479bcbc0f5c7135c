-- What came after 3.40: aggregates with ORDER BY, RAISE of an expression, numbers in groups.
-- since 3.47
CREATE TABLE t (a, b DEFAULT (1_000));
CREATE VIEW v AS SELECT group_concat(a, ',' ORDER BY b DESC) AS g, string_agg(DISTINCT b, ',') AS s FROM t;
CREATE TRIGGER r BEFORE INSERT ON t BEGIN SELECT RAISE(ABORT, 'no ' || new.a); END;
