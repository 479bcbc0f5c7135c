-- The first tables of your application. SQL in a file that ends in .sql runs
-- on Postgres and on SQLite; in .sql.postgres or .sql.sqlite, on that one.
CREATE TABLE notes (
    note_id BIGINT NOT NULL PRIMARY KEY,
    author TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ts BIGINT NOT NULL
);

CREATE INDEX notes_author_idx ON notes (author, created_ts);
