-- Read receipts may be written by several processes. Each row tells by whom it
-- was written.

-- NULL in the rows of a server whose main process alone writes.
ALTER TABLE receipts_linearized ADD COLUMN instance_name TEXT;
