-- Public keys and key backups for end-to-end encryption. The server never holds
-- anything that could decrypt a message.

-- The identity keys of a device, as the signed JSON it uploaded.
CREATE TABLE e2e_device_keys_json (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    ts_added_ms BIGINT NOT NULL,
    key_json TEXT NOT NULL,
    CONSTRAINT e2e_device_keys_json_uniqueness UNIQUE (user_id, device_id)
);

-- One-time keys that wait to be claimed. A claimed key is deleted.
CREATE TABLE e2e_one_time_keys_json (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    key_id TEXT NOT NULL,
    ts_added_ms BIGINT NOT NULL,
    key_json TEXT NOT NULL,
    CONSTRAINT e2e_one_time_keys_json_uniqueness UNIQUE (user_id, device_id, algorithm, key_id)
);

-- Key backups of a user. The backup with the highest version is in use.
-- auth_data is JSON chosen by the algorithm, such as the public key that
-- sessions are encrypted to. deleted is 1 for a backup which was removed: its
-- version must not be used again.
CREATE TABLE e2e_room_keys_versions (
    user_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    algorithm TEXT NOT NULL,
    auth_data TEXT NOT NULL,
    deleted SMALLINT NOT NULL DEFAULT 0
);

CREATE UNIQUE INDEX e2e_room_keys_versions_idx ON e2e_room_keys_versions (user_id, version);

-- The backed-up sessions, encrypted by the client in session_data. The other
-- columns decide which of two copies of a session is the better one.
CREATE TABLE e2e_room_keys (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    session_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    first_message_index INT,
    forwarded_count INT,
    is_verified BOOLEAN,
    session_data TEXT NOT NULL
);

CREATE UNIQUE INDEX e2e_room_keys_idx ON e2e_room_keys (user_id, room_id, session_id);
