-- Bookkeeping of the schema itself. Every physical database gets these tables
-- first. They belong to the application and are never part of a snapshot, so
-- running this file again on a prepared database must change nothing.

-- The schema version the database is at. Holds a single row: Lock can only be
-- X and must be unique.
-- upgraded tells whether the database got here from an older version (true) or
-- was created afresh at this version (false).
CREATE TABLE IF NOT EXISTS schema_version (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    version INTEGER NOT NULL,
    upgraded BOOL NOT NULL,
    CHECK (Lock = 'X')
);

-- The oldest schema version a release may expect and still work with this
-- database, which bounds how far one can roll back. Also a single row.
CREATE TABLE IF NOT EXISTS schema_compat_version (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    compat_version INTEGER NOT NULL,
    CHECK (Lock = 'X')
);

-- One row for every delta file that has run. A file added to a version that is
-- already in use is recognised by its missing row.
-- file holds the version directory and the file name, such as 54/events.sql.
CREATE TABLE IF NOT EXISTS applied_schema_deltas (
    version INTEGER NOT NULL,
    file TEXT NOT NULL,
    UNIQUE (version, file)
);

-- The same for the schema files that loadable modules bring along.
CREATE TABLE IF NOT EXISTS applied_module_schemas (
    module_name TEXT NOT NULL,
    file TEXT NOT NULL,
    UNIQUE (module_name, file)
);
