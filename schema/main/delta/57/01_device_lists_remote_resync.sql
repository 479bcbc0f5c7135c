-- When updates of a remote user's devices arrive with a gap between them, the
-- whole list has to be fetched again, and the server may be down just then.

-- The remote users whose device lists are known to be out of date, and since
-- when. A row stays until the list has been fetched.
CREATE TABLE device_lists_remote_resync (
    user_id TEXT NOT NULL,
    added_ts BIGINT NOT NULL
);

CREATE UNIQUE INDEX device_lists_remote_resync_idx ON device_lists_remote_resync (user_id);

-- The longest waiting user is tried first.
CREATE INDEX device_lists_remote_resync_ts_idx ON device_lists_remote_resync (added_ts);
