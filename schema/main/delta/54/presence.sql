-- Presence: who is online.

-- Presence as last set by local users. mtime is when it was set.
-- user_id holds only the localpart.
CREATE TABLE presence (
    user_id TEXT NOT NULL UNIQUE,
    state VARCHAR(20),
    status_msg TEXT,
    mtime BIGINT
);

-- Who has been granted sight of whose presence. Local users only.
CREATE TABLE presence_allow_inbound (
    observed_user_id TEXT NOT NULL,
    observer_user_id TEXT NOT NULL,
    UNIQUE (observed_user_id, observer_user_id)
);

-- Presence of all users known here, in the order of its changes.
-- state is online, unavailable or offline.
-- last_user_sync_ts and last_federation_update_ts are when we last heard from
-- the user and when we last told other servers.
CREATE TABLE presence_stream (
    stream_id BIGINT,
    user_id TEXT,
    state TEXT,
    last_active_ts BIGINT,
    last_federation_update_ts BIGINT,
    last_user_sync_ts BIGINT,
    status_msg TEXT,
    currently_active BOOLEAN
);

CREATE INDEX presence_stream_id ON presence_stream (stream_id, user_id);

CREATE INDEX presence_stream_user_id ON presence_stream (user_id);
