-- Statistics about rooms and users, one row for each span of time. ts is the
-- beginning of the span and bucket_size its length.

-- Members of rooms by membership, and counts of state events.
CREATE TABLE room_stats (
    room_id TEXT NOT NULL,
    ts BIGINT NOT NULL,
    bucket_size INT NOT NULL,
    current_state_events INT NOT NULL,
    joined_members INT NOT NULL,
    invited_members INT NOT NULL,
    left_members INT NOT NULL,
    banned_members INT NOT NULL,
    state_events INT NOT NULL
);

CREATE UNIQUE INDEX room_stats_room_ts ON room_stats (room_id, ts);

-- Rooms that local users have joined.
CREATE TABLE user_stats (
    user_id TEXT NOT NULL,
    ts BIGINT NOT NULL,
    bucket_size INT NOT NULL,
    public_rooms INT NOT NULL,
    private_rooms INT NOT NULL
);

CREATE UNIQUE INDEX user_stats_user_ts ON user_stats (user_id, ts);

-- What the current state says about a room, ready for lists of rooms.
CREATE TABLE room_state (
    room_id TEXT NOT NULL,
    join_rules TEXT,
    history_visibility TEXT,
    encryption TEXT,
    name TEXT,
    topic TEXT,
    avatar TEXT,
    canonical_alias TEXT
);

CREATE UNIQUE INDEX room_state_room ON room_state (room_id);

-- The stream ordering from which on a room has been counted. Earlier changes
-- are already part of the first row.
CREATE TABLE room_stats_earliest_token (
    room_id TEXT NOT NULL,
    token BIGINT NOT NULL
);

CREATE UNIQUE INDEX room_stats_earliest_token_idx ON room_stats_earliest_token (room_id);

-- How far state changes have been counted. A single row. A NULL position means
-- that the statistics have to be built anew.
CREATE TABLE stats_stream_pos (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    stream_id BIGINT,
    CHECK (Lock = 'X')
);

INSERT INTO stats_stream_pos (stream_id) VALUES (0);
