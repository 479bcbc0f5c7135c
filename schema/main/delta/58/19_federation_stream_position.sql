-- Federation traffic may be sent by several processes, each looking after its
-- share of the destinations and moving at its own pace.

-- What is there belongs to the single sender of today, called master.
ALTER TABLE federation_stream_position ADD COLUMN instance_name TEXT NOT NULL DEFAULT 'master';

CREATE UNIQUE INDEX federation_stream_position_instance ON federation_stream_position (type, instance_name);
