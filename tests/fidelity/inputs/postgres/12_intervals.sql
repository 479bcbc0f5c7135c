-- Intervals with fields and precision, as columns, casts and constants.
CREATE TABLE t (a interval year to month, b interval second(2), c interval(3), d interval day to minute DEFAULT '1 10:00');
CREATE VIEW v AS SELECT a::interval year AS y, b + '1 day 00:00:01.5'::interval AS z, c * 2.5 AS q, INTERVAL '5' MINUTE AS m FROM t;
