-- Signing keys of other servers. from_server is the server that told us of a
-- key: the owner itself or a notary.

-- Single keys, ready to verify signatures with. A NULL ts_valid_until_ms means
-- that the time was not recorded.
CREATE TABLE server_signature_keys (
    server_name TEXT,
    key_id TEXT,
    from_server TEXT,
    ts_added_ms BIGINT,
    ts_valid_until_ms BIGINT,
    verify_key BYTEA,
    UNIQUE (server_name, key_id)
);

-- The signed JSON in which keys were published, to be passed on when we act as
-- a notary.
CREATE TABLE server_keys_json (
    server_name TEXT NOT NULL,
    key_id TEXT NOT NULL,
    from_server TEXT NOT NULL,
    ts_added_ms BIGINT NOT NULL,
    ts_valid_until_ms BIGINT NOT NULL,
    key_json BYTEA NOT NULL,
    CONSTRAINT server_keys_json_uniqueness UNIQUE (server_name, key_id, from_server)
);
