-- Modules may have users sent the present state of all others they may see,
-- for instance after a change of who sees whom.

-- The users who are to get it. presence_stream_id is where the stream was when
-- it was asked for: a device that synced from a later position has had it.
CREATE TABLE users_to_send_full_presence_to (
    user_id TEXT PRIMARY KEY REFERENCES users (name),
    presence_stream_id BIGINT
);
