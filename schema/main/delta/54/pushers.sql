-- Pushers: the ways notifications leave the server, to a push gateway or as mail.

-- kind is http or email, and pushkey the token of the gateway or the address.
-- data is JSON for the kind, such as the URL of the gateway.
-- The last three columns tell how far the pusher has come, and since when it
-- has been failing.
-- The constraints keep the name the table had while it was being rebuilt.
CREATE TABLE pushers (
    id BIGINT CONSTRAINT pushers2_pkey PRIMARY KEY,
    user_name TEXT NOT NULL,
    access_token BIGINT DEFAULT NULL,
    profile_tag TEXT NOT NULL,
    kind TEXT NOT NULL,
    app_id TEXT NOT NULL,
    app_display_name TEXT NOT NULL,
    device_display_name TEXT NOT NULL,
    pushkey TEXT NOT NULL,
    ts BIGINT NOT NULL,
    lang TEXT,
    data TEXT,
    last_stream_ordering INTEGER,
    last_success BIGINT,
    failing_since BIGINT,
    CONSTRAINT pushers2_app_id_pushkey_user_name_key UNIQUE (app_id, pushkey, user_name)
);

-- Removed pushers, for workers that still run them.
CREATE TABLE deleted_pushers (
    stream_id BIGINT NOT NULL,
    app_id TEXT NOT NULL,
    pushkey TEXT NOT NULL,
    user_id TEXT NOT NULL
);

CREATE INDEX deleted_pushers_stream_id ON deleted_pushers (stream_id);

-- Keeps mail about a busy room apart: the next one goes out no sooner than
-- throttle_ms after last_sent_ts. pusher is the id of the pusher.
CREATE TABLE pusher_throttle (
    pusher BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    last_sent_ts BIGINT,
    throttle_ms BIGINT,
    PRIMARY KEY (pusher, room_id)
);
