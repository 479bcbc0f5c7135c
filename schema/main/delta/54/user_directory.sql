-- The user directory: whom a local user can find by name.

-- Users that can be found. room_id is a leftover, the room a user was found
-- through.
CREATE TABLE user_directory (
    user_id TEXT NOT NULL,
    room_id TEXT,
    display_name TEXT,
    avatar_url TEXT
);

CREATE UNIQUE INDEX user_directory_user_idx ON user_directory (user_id);

CREATE INDEX user_directory_room_idx ON user_directory (room_id);

-- Users in public rooms: everybody can find them.
CREATE TABLE users_in_public_rooms (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL
);

CREATE UNIQUE INDEX users_in_public_rooms_u_idx ON users_in_public_rooms (user_id, room_id);

-- Users who meet in a private room: user_id can find other_user_id.
CREATE TABLE users_who_share_private_rooms (
    user_id TEXT NOT NULL,
    other_user_id TEXT NOT NULL,
    room_id TEXT NOT NULL
);

CREATE UNIQUE INDEX users_who_share_private_rooms_u_idx ON users_who_share_private_rooms (user_id, other_user_id, room_id);

CREATE INDEX users_who_share_private_rooms_r_idx ON users_who_share_private_rooms (room_id);

CREATE INDEX users_who_share_private_rooms_o_idx ON users_who_share_private_rooms (other_user_id);

-- How far state changes have been worked into the directory. A single row. A
-- NULL position means that the directory has to be built anew.
CREATE TABLE user_directory_stream_pos (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    stream_id BIGINT,
    CHECK (Lock = 'X')
);

INSERT INTO user_directory_stream_pos (stream_id) VALUES (0);
