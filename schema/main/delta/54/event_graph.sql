-- The event graph of each room: edges between events, and the ends of the part
-- of the graph that this server knows.

-- From an event to those before it. Edges with is_state set led to the previous
-- state event, which rooms have long stopped recording.
CREATE TABLE event_edges (
    event_id TEXT NOT NULL,
    prev_event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    is_state BOOL NOT NULL,
    UNIQUE (event_id, prev_event_id, room_id, is_state)
);

CREATE INDEX ev_edges_id ON event_edges (event_id);

CREATE INDEX ev_edges_prev_id ON event_edges (prev_event_id);

-- From an event to the state events that allow it.
CREATE TABLE event_auth (
    event_id TEXT NOT NULL,
    auth_id TEXT NOT NULL,
    room_id TEXT NOT NULL
);

CREATE INDEX evauth_edges_id ON event_auth (event_id);

-- The newest events of a room: no other event refers to them yet. The next
-- event sent from here names them as its predecessors.
CREATE TABLE event_forward_extremities (
    event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    UNIQUE (event_id, room_id)
);

CREATE INDEX ev_extrem_room ON event_forward_extremities (room_id);

CREATE INDEX ev_extrem_id ON event_forward_extremities (event_id);

-- The oldest ends: events that others refer to and that we do not have.
-- Backfilling starts from them.
CREATE TABLE event_backward_extremities (
    event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    UNIQUE (event_id, room_id)
);

CREATE INDEX ev_b_extrem_room ON event_backward_extremities (room_id);

CREATE INDEX ev_b_extrem_id ON event_backward_extremities (event_id);

-- The lowest depth known of each room.
CREATE TABLE room_depth (
    room_id TEXT NOT NULL UNIQUE,
    min_depth INTEGER NOT NULL
);

CREATE INDEX room_depth_room ON room_depth (room_id);

-- Which forward extremities a room had at a recent point of the event stream.
-- Old rows are cleared away.
CREATE TABLE stream_ordering_to_exterm (
    stream_ordering BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL
);

CREATE INDEX stream_ordering_to_exterm_idx ON stream_ordering_to_exterm (stream_ordering);

CREATE INDEX stream_ordering_to_exterm_rm_idx ON stream_ordering_to_exterm (room_id, stream_ordering);
