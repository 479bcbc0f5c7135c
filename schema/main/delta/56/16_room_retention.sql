-- How long the messages of a room may and must be kept (MSC1763), as set by
-- the state of the room.

-- The limits in each retention event, in milliseconds. Rows are never
-- replaced; the one whose event is in the current state counts.
CREATE TABLE room_retention (
    room_id TEXT,
    event_id TEXT,
    min_lifetime BIGINT,
    max_lifetime BIGINT,
    PRIMARY KEY (room_id, event_id)
);

-- The purge jobs each look after a range of lifetimes.
CREATE INDEX room_retention_max_lifetime_idx ON room_retention (max_lifetime);

INSERT INTO background_updates (update_name, progress_json) VALUES ('insert_room_retention', '{}');
