-- Tokens by which users and outside services prove who they are.

-- Access tokens of logged-in devices.
CREATE TABLE access_tokens (
    id BIGINT PRIMARY KEY,
    user_id TEXT NOT NULL,
    device_id TEXT,
    token TEXT NOT NULL UNIQUE,
    last_used BIGINT
);

CREATE INDEX access_tokens_device_id ON access_tokens (user_id, device_id);

-- Short-lived OpenID tokens, which let a third party check the identity of a
-- user with this server.
CREATE TABLE open_id_tokens (
    token TEXT NOT NULL PRIMARY KEY,
    ts_valid_until_ms BIGINT NOT NULL,
    user_id TEXT NOT NULL
);

CREATE INDEX open_id_tokens_ts_valid_until_ms ON open_id_tokens (ts_valid_until_ms);
