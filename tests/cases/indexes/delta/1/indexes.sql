CREATE TABLE t (a INTEGER NOT NULL, b TEXT, c TEXT, d INTEGER);
CREATE INDEX z_first ON t (a);
CREATE UNIQUE INDEX a_last ON t (b, a DESC);
CREATE INDEX partial ON t (a) WHERE b IS NOT NULL AND c = 'it''s';
CREATE UNIQUE INDEX partial_unique ON t (c) WHERE (d > 0 AND d < 10) OR d IN (20, 30);
CREATE INDEX expression ON t (lower(b), (a + d * 2));
CREATE INDEX long_names_of_indexes_are_kept_as_they_are_up_to_the_last_char ON t (a, b, c, d);
