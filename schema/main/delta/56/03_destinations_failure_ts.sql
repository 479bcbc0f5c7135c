-- Remember since when a remote server has been failing, not only when it was
-- last tried: a server that has been gone for long need not be caught up in
-- detail when it comes back.

-- NULL while the destination is believed to work.
ALTER TABLE destinations ADD COLUMN failure_ts BIGINT;
