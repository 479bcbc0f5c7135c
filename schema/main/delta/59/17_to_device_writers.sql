-- Messages to devices may be written by several processes. Each row tells by
-- whom it was written.

-- NULL in the rows of a server whose main process alone writes.
ALTER TABLE device_inbox ADD COLUMN instance_name TEXT;

ALTER TABLE device_federation_inbox ADD COLUMN instance_name TEXT;

ALTER TABLE device_federation_outbox ADD COLUMN instance_name TEXT;
