-- From old.sql.sqlite
-- to   new.sql.sqlite
-- Statements for SQLite; proved on a database of the old state, where they left the new one.

-- Stops at the first error (a word of the sqlite3 shell's), and then nothing of it stays.
.bail on

-- foreign keys
PRAGMA foreign_keys = OFF;
BEGIN;

-- table t2
ALTER TABLE t RENAME TO t2;

-- table u
CREATE TABLE u (
    x TEXT
);

-- rows that refer to none: there are none where there were none before
PRAGMA foreign_key_check;
COMMIT;
