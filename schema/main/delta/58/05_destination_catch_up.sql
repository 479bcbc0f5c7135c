-- A server that was unreachable gets what it missed when it is back: the
-- latest event of each room, instead of a queue that must fit in memory.

-- Up to which event the destination has got everything; NULL if it was never
-- sent anything, or not since this was introduced.
ALTER TABLE destinations ADD COLUMN last_successful_stream_ordering BIGINT;

-- The latest event in each room that a destination should get.
CREATE TABLE destination_rooms (
    destination TEXT NOT NULL REFERENCES destinations (destination),
    room_id TEXT NOT NULL REFERENCES rooms (room_id),
    stream_ordering BIGINT NOT NULL,
    PRIMARY KEY (destination, room_id)
);

-- For removing a room; the primary key begins with the destination.
CREATE INDEX destination_rooms_room_id ON destination_rooms (room_id);
