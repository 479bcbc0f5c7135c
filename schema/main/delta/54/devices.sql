-- Devices of local users, and the exchange of device lists with other servers.

-- Devices of local users. A device is a login session, and also the unit that
-- holds end-to-end encryption keys.
CREATE TABLE devices (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    display_name TEXT,
    CONSTRAINT device_uniqueness UNIQUE (user_id, device_id)
);

-- Changes of devices, local and remote, in order. Clients learn from it whose
-- keys they need to fetch again.
CREATE TABLE device_lists_stream (
    stream_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL
);

CREATE INDEX device_lists_stream_id ON device_lists_stream (stream_id, user_id);

CREATE INDEX device_lists_stream_user_id ON device_lists_stream (user_id, device_id);

-- Devices of remote users. content is the JSON that their server sent.
CREATE TABLE device_lists_remote_cache (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE UNIQUE INDEX device_lists_remote_cache_unique_id ON device_lists_remote_cache (user_id, device_id);

-- How far we have followed the device list of a remote user. stream_id was
-- given out by the remote server and means nothing here.
CREATE TABLE device_lists_remote_extremeties (
    user_id TEXT NOT NULL,
    stream_id TEXT NOT NULL
);

CREATE UNIQUE INDEX device_lists_remote_extremeties_unique_idx ON device_lists_remote_extremeties (user_id);

-- Device changes of local users that other servers have to be told of. Rows
-- stay for a while after they were sent. ts is when the row was made.
CREATE TABLE device_lists_outbound_pokes (
    destination TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    sent BOOLEAN NOT NULL,
    ts BIGINT NOT NULL
);

CREATE INDEX device_lists_outbound_pokes_id ON device_lists_outbound_pokes (destination, stream_id);

CREATE INDEX device_lists_outbound_pokes_user ON device_lists_outbound_pokes (destination, user_id);

CREATE INDEX device_lists_outbound_pokes_stream ON device_lists_outbound_pokes (stream_id);

-- The last update of a user that a server has received, which the next update
-- names as its predecessor. Remains after the rows above were cleared away.
CREATE TABLE device_lists_outbound_last_success (
    destination TEXT NOT NULL,
    user_id TEXT NOT NULL,
    stream_id BIGINT NOT NULL
);

CREATE INDEX device_lists_outbound_last_success_idx ON device_lists_outbound_last_success (destination, user_id, stream_id);
