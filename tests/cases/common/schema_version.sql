CREATE TABLE schema_version (version INTEGER NOT NULL, upgraded BOOL NOT NULL);
CREATE TABLE applied_schema_deltas (version INTEGER NOT NULL, file TEXT NOT NULL);
