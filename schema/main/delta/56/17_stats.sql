-- Statistics about rooms and users, second edition. The first one mixed
-- present figures with past ones in one table and could not be kept up to
-- date step by step. All of it is derived data: the old figures are dropped
-- and the background updates below count again from the events.

DROP TABLE room_stats;

DROP TABLE user_stats;

DROP TABLE room_state;

DROP TABLE stats_stream_pos;

-- Up to which point of the current_state_delta_stream the figures are counted.
-- There is one row only, which the Lock column sees to.
CREATE TABLE stats_incremental_position (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    stream_id BIGINT NOT NULL,
    CHECK (Lock = 'X')
);

INSERT INTO stats_incremental_position (stream_id) VALUES (0);

-- The present figures of a room. A change of state up to
-- completed_delta_stream_id has been counted and must not be counted twice.
CREATE TABLE room_stats_current (
    room_id TEXT NOT NULL PRIMARY KEY,
    current_state_events INT NOT NULL,
    joined_members INT NOT NULL,
    invited_members INT NOT NULL,
    left_members INT NOT NULL,
    banned_members INT NOT NULL,
    local_users_in_room INT NOT NULL,
    completed_delta_stream_id BIGINT NOT NULL
);

-- The figures of a room over time: one row for each period of bucket_size
-- milliseconds that ended at end_ts. The members are as at the end, the events
-- those of the period.
CREATE TABLE room_stats_historical (
    room_id TEXT NOT NULL,
    end_ts BIGINT NOT NULL,
    bucket_size BIGINT NOT NULL,
    current_state_events BIGINT NOT NULL,
    joined_members BIGINT NOT NULL,
    invited_members BIGINT NOT NULL,
    left_members BIGINT NOT NULL,
    banned_members BIGINT NOT NULL,
    local_users_in_room BIGINT NOT NULL,
    total_events BIGINT NOT NULL,
    total_event_bytes BIGINT NOT NULL,
    PRIMARY KEY (room_id, end_ts)
);

-- For removing what is older than the configured retention.
CREATE INDEX room_stats_historical_end_ts ON room_stats_historical (end_ts);

-- The present figures of a user.
CREATE TABLE user_stats_current (
    user_id TEXT NOT NULL PRIMARY KEY,
    joined_rooms BIGINT NOT NULL,
    completed_delta_stream_id BIGINT NOT NULL
);

-- The figures of a user over time, in the same periods as those of the rooms.
CREATE TABLE user_stats_historical (
    user_id TEXT NOT NULL,
    end_ts BIGINT NOT NULL,
    bucket_size BIGINT NOT NULL,
    joined_rooms BIGINT NOT NULL,
    invites_sent BIGINT NOT NULL,
    rooms_created BIGINT NOT NULL,
    total_events BIGINT NOT NULL,
    total_event_bytes BIGINT NOT NULL,
    PRIMARY KEY (user_id, end_ts)
);

CREATE INDEX user_stats_historical_end_ts ON user_stats_historical (end_ts);

-- What a room is called and how it is set up, taken from its current state, so
-- that lists of rooms need not read the events.
CREATE TABLE room_stats_state (
    room_id TEXT NOT NULL,
    name TEXT,
    canonical_alias TEXT,
    join_rules TEXT,
    history_visibility TEXT,
    encryption TEXT,
    avatar TEXT,
    guest_access TEXT,
    is_federatable BOOLEAN,
    topic TEXT
);

CREATE UNIQUE INDEX room_stats_state_room ON room_stats_state (room_id);

INSERT INTO background_updates (update_name, progress_json) VALUES ('populate_stats_process_rooms', '{}');

INSERT INTO background_updates (update_name, progress_json, depends_on) VALUES ('populate_stats_process_users', '{}', 'populate_stats_process_rooms');
