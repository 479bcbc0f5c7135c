-- Collations of ICU whose locale is written as 16 keeps it.
CREATE COLLATION phone (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');
CREATE TABLE t (a text COLLATE phone);
CREATE INDEX ON t (a COLLATE "C");
