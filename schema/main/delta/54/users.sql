-- Accounts of local users and what governs their life.

-- All accounts. name is the full user ID.
-- creation_ts is in seconds, and upgrade_ts is when a guest became a full user.
-- password_hash is NULL for accounts that cannot log in by password.
-- user_type sets special accounts apart, such as support (NULL: a plain user).
-- consent_version is the policy version the user has agreed to.
CREATE TABLE users (
    name TEXT UNIQUE,
    password_hash TEXT,
    creation_ts BIGINT,
    admin SMALLINT NOT NULL DEFAULT 0,
    upgrade_ts BIGINT,
    is_guest SMALLINT NOT NULL DEFAULT 0,
    appservice_id TEXT,
    consent_version TEXT,
    consent_server_notice_sent TEXT,
    user_type TEXT DEFAULT NULL
);

CREATE INDEX users_creation_ts ON users (creation_ts);

-- Accounts being deactivated. They are still to leave their rooms.
CREATE TABLE users_pending_deactivation (
    user_id TEXT NOT NULL
);

-- Users who asked to be erased: their messages are not shown to anyone who has
-- not already seen them.
CREATE TABLE erased_users (
    user_id TEXT NOT NULL
);

CREATE UNIQUE INDEX erased_users_user ON erased_users (user_id);

-- Until when an account is valid, on servers where accounts expire.
-- renewal_token is part of the link in the mail that offers to renew.
CREATE TABLE account_validity (
    user_id TEXT PRIMARY KEY,
    expiration_ts_ms BIGINT NOT NULL,
    email_sent BOOLEAN NOT NULL,
    renewal_token TEXT
);

-- Limits for single users in place of the configured ones.
CREATE TABLE ratelimit_override (
    user_id TEXT NOT NULL,
    messages_per_second BIGINT,
    burst_count BIGINT
);

CREATE UNIQUE INDEX ratelimit_override_idx ON ratelimit_override (user_id);
