-- Counting and preparing notifications, beside the notifications themselves.

-- Notifications of an event that is not yet stored. They move to
-- event_push_actions with the event, in one transaction.
CREATE TABLE event_push_actions_staging (
    event_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    actions TEXT NOT NULL,
    notif SMALLINT NOT NULL,
    highlight SMALLINT NOT NULL
);

CREATE INDEX event_push_actions_staging_id ON event_push_actions_staging (event_id);

-- Unread counts of users in rooms, for all notifications up to stream_ordering.
CREATE TABLE event_push_summary (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    notif_count BIGINT NOT NULL,
    stream_ordering BIGINT NOT NULL
);

CREATE INDEX event_push_summary_user_rm ON event_push_summary (user_id, room_id);

-- How far notifications have been rolled up into the summary. A single row.
CREATE TABLE event_push_summary_stream_ordering (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    stream_ordering BIGINT NOT NULL,
    CHECK (Lock = 'X')
);

INSERT INTO event_push_summary_stream_ordering (stream_ordering) VALUES (0);
