-- Bookkeeping: the application's own tables, which tell it what has been
-- applied to a database. They run first, and no snapshot holds them.

CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER NOT NULL,
    upgraded BOOL NOT NULL
);

-- One row for every delta that has run: "1/01_first.sql".
CREATE TABLE IF NOT EXISTS applied_schema_deltas (
    version INTEGER NOT NULL,
    file TEXT NOT NULL,
    UNIQUE (version, file)
);
