-- Account data may be written by several processes. Each row tells by whom it
-- was written, since a reader has to know how far each writer has got.

-- NULL in the rows of a server whose main process alone writes.
ALTER TABLE account_data ADD COLUMN instance_name TEXT;

ALTER TABLE room_account_data ADD COLUMN instance_name TEXT;

ALTER TABLE room_tags_revisions ADD COLUMN instance_name TEXT;
