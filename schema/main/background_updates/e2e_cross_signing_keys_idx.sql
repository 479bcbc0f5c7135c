-- Cross-signing keys in the order of their uploads. A stream_id is given out
-- once.

CREATE UNIQUE INDEX e2e_cross_signing_keys_stream_idx ON e2e_cross_signing_keys (stream_id);
