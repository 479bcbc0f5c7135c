-- Fallback keys (MSC2732): with what to start an encrypted session when the
-- one-time keys of a device have run out.

-- One key for each algorithm of a device. used is set when the key has been
-- handed out, which tells the client to replace it.
CREATE TABLE e2e_fallback_keys_json (
    user_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    algorithm TEXT NOT NULL,
    key_id TEXT NOT NULL,
    key_json TEXT NOT NULL,
    used BOOLEAN NOT NULL DEFAULT FALSE,
    CONSTRAINT e2e_fallback_keys_json_uniqueness UNIQUE (user_id, device_id, algorithm)
);
