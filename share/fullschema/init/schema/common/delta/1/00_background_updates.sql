-- Slow work that the application does after it has started. A delta queues it
-- here; what it does to the schema stands in <database>/background_updates/. The
-- zero of its name puts this file before all others, which may rely on it.
CREATE TABLE background_updates (
    update_name TEXT NOT NULL,
    progress_json TEXT NOT NULL,
    depends_on TEXT,
    ordering INT NOT NULL DEFAULT 0,
    CONSTRAINT background_updates_uniqueness UNIQUE (update_name)
);
