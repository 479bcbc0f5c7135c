-- Several processes may write events. Each row tells by whom it was written,
-- since a reader has to know how far each writer has got.

-- NULL in the rows of a server whose main process alone writes.
ALTER TABLE events ADD COLUMN instance_name TEXT;

ALTER TABLE ex_outlier_stream ADD COLUMN instance_name TEXT;

ALTER TABLE current_state_delta_stream ADD COLUMN instance_name TEXT;
