-- Events that delete themselves: the sender may ask for an event to be
-- removed at a given time.

-- When each such event is due, in milliseconds since the epoch. The row is
-- removed together with the content of the event.
CREATE TABLE event_expiry (
    event_id TEXT PRIMARY KEY,
    expiry_ts BIGINT NOT NULL
);

-- For finding the event that is due next.
CREATE INDEX event_expiry_expiry_ts_idx ON event_expiry (expiry_ts);
