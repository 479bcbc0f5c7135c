-- Messages sent straight to devices, outside any room.

-- Messages that wait for a local device to collect them.
CREATE TABLE device_inbox (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    message_json TEXT NOT NULL
);

CREATE INDEX device_inbox_user_stream_id ON device_inbox (user_id, device_id, stream_id);

CREATE INDEX device_inbox_stream_id_user_id ON device_inbox (stream_id, user_id);

-- Messages on their way to other servers. messages_json is a whole transaction
-- entry, which may address many devices.
CREATE TABLE device_federation_outbox (
    destination TEXT NOT NULL,
    stream_id BIGINT NOT NULL,
    queued_ts BIGINT NOT NULL,
    messages_json TEXT NOT NULL
);

CREATE INDEX device_federation_outbox_destination_id ON device_federation_outbox (destination, stream_id);

CREATE INDEX device_federation_outbox_id ON device_federation_outbox (stream_id);

-- Message IDs already received from other servers. A message that is sent
-- again is recognised by them.
CREATE TABLE device_federation_inbox (
    origin TEXT NOT NULL,
    message_id TEXT NOT NULL,
    received_ts BIGINT NOT NULL
);

CREATE INDEX device_federation_inbox_sender_id ON device_federation_inbox (origin, message_id);

-- The highest stream_id ever used, since delivered messages are deleted.
CREATE TABLE device_max_stream_id (
    stream_id BIGINT NOT NULL
);
