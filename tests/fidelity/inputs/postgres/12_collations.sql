-- Collations that are not deterministic, and of libc.
-- since 12
CREATE COLLATION nocase (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);
CREATE COLLATION c (LC_COLLATE = 'C', LC_CTYPE = 'POSIX');
CREATE TABLE t (a text COLLATE nocase UNIQUE);
