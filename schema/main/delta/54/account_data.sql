-- Private data that clients keep with an account: account data, room tags and
-- filters. content is always JSON.

-- Account data of a user as a whole, such as m.direct or the ignore list.
CREATE TABLE account_data (
    user_id TEXT NOT NULL,
    account_data_type TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT account_data_uniqueness UNIQUE (user_id, account_data_type)
);

CREATE INDEX account_data_stream_id ON account_data (user_id, stream_id);

-- Account data for one room, such as the fully read marker.
CREATE TABLE room_account_data (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    account_data_type TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT room_account_data_uniqueness UNIQUE (user_id, room_id, account_data_type)
);

CREATE INDEX room_account_data_stream_id ON room_account_data (user_id, stream_id);

-- Tags of rooms, such as m.favourite. content may hold the order in the list.
CREATE TABLE room_tags (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    tag TEXT NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT room_tag_uniqueness UNIQUE (user_id, room_id, tag)
);

-- When the tags of a room last changed. Removed tags leave no other trace.
CREATE TABLE room_tags_revisions (
    user_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    CONSTRAINT room_tag_revisions_uniqueness UNIQUE (user_id, room_id)
);

-- The highest stream_id used by the tables above, as a single row that the
-- server inserts. The constraints keep the first name of the table.
CREATE TABLE account_data_max_stream_id (
    Lock CHAR(1) NOT NULL DEFAULT 'X' CONSTRAINT private_user_data_max_stream_id_lock_key UNIQUE,
    stream_id BIGINT NOT NULL,
    CONSTRAINT private_user_data_max_stream_id_lock_check CHECK (Lock = 'X')
);

-- Filters that clients have uploaded for syncing. filter_id counts from 0 for
-- each user. user_id holds only the localpart.
CREATE TABLE user_filters (
    user_id TEXT,
    filter_id BIGINT,
    filter_json BYTEA
);

CREATE INDEX user_filters_by_user_id_filter_id ON user_filters (user_id, filter_id);
