-- Read receipts: how far each user has read in each room.

-- Receipts as clients see them: one event for a room, type and user. When the
-- graph has several ends, the furthest event of the receipt is chosen.
-- data is JSON and holds the time of the receipt.
CREATE TABLE receipts_linearized (
    stream_id BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    receipt_type TEXT NOT NULL,
    user_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT receipts_linearized_uniqueness UNIQUE (room_id, receipt_type, user_id)
);

CREATE INDEX receipts_linearized_id ON receipts_linearized (stream_id);

CREATE INDEX receipts_linearized_room_stream ON receipts_linearized (room_id, stream_id);

CREATE INDEX receipts_linearized_user ON receipts_linearized (user_id);

-- Receipts as they are sent between servers: event_ids is a JSON list, the
-- events that together cover all that was read.
CREATE TABLE receipts_graph (
    room_id TEXT NOT NULL,
    receipt_type TEXT NOT NULL,
    user_id TEXT NOT NULL,
    event_ids TEXT NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT receipts_graph_uniqueness UNIQUE (room_id, receipt_type, user_id)
);
