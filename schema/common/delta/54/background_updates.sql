-- The queue of slow schema work that is left to the running server.

-- One row for every update still to be done. A finished update deletes its row.
-- progress_json is private to the update and lets it resume after a restart.
-- depends_on names an update that has to leave the queue before this one starts.
CREATE TABLE background_updates (
    update_name TEXT NOT NULL,
    progress_json TEXT NOT NULL,
    depends_on TEXT,
    CONSTRAINT background_updates_uniqueness UNIQUE (update_name)
);
