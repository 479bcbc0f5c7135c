-- State events, and how current state moves along the event stream. The state
-- groups themselves live in the state database.

-- Every state event. prev_state is the state event it replaced, where known.
CREATE TABLE state_events (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    type TEXT NOT NULL,
    state_key TEXT NOT NULL,
    prev_state TEXT
);

-- The state group that holds the state of the room after an event.
CREATE TABLE event_to_state_groups (
    event_id TEXT NOT NULL UNIQUE,
    state_group BIGINT NOT NULL
);

CREATE INDEX event_to_state_groups_sg_index ON event_to_state_groups (state_group);

-- Changes of current state, in order. event_id is NULL where an entry went away
-- and prev_event_id is NULL where it is new.
-- stream_id is the stream ordering of the event that brought the change about.
CREATE TABLE current_state_delta_stream (
    stream_id BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    type TEXT NOT NULL,
    state_key TEXT NOT NULL,
    event_id TEXT,
    prev_event_id TEXT
);

CREATE INDEX current_state_delta_stream_idx ON current_state_delta_stream (stream_id);

-- Content of particular state events, one table a type, so that it can be
-- queried without reading JSON. First the names given to rooms.
CREATE TABLE room_names (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    name TEXT NOT NULL
);

CREATE INDEX room_names_room_id ON room_names (room_id);

-- The topics given to rooms.
CREATE TABLE topics (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    topic TEXT NOT NULL
);

CREATE INDEX topics_room_id ON topics (room_id);

-- Who may read the history of a room: world_readable, shared, invited, joined.
CREATE TABLE history_visibility (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    history_visibility TEXT NOT NULL
);

-- Whether guests may join a room: can_join or forbidden.
CREATE TABLE guest_access (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    guest_access TEXT NOT NULL
);
