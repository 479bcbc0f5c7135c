-- Following the link for renewing an account twice used to end in an error.
-- Remembering that a token was used lets the server answer kindly.

-- Milliseconds since the epoch; NULL for a token that was not used.
ALTER TABLE account_validity ADD COLUMN token_used_ts_ms BIGINT;
