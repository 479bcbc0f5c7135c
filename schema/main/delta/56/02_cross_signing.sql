-- Cross-signing: users own keys with which they vouch for their devices and
-- for each other, so that a person has to be verified once, not device by
-- device.

-- The public cross-signing keys of users, local and remote. keytype is
-- 'master', 'self_signing' or 'user_signing'; an upload adds a row with a new
-- stream_id and the row with the highest one counts.
CREATE TABLE e2e_cross_signing_keys (
    user_id TEXT NOT NULL,
    keytype TEXT NOT NULL,
    keydata TEXT NOT NULL,
    stream_id BIGINT NOT NULL
);

CREATE UNIQUE INDEX e2e_cross_signing_keys_idx ON e2e_cross_signing_keys (user_id, keytype, stream_id);

-- Signatures that user_id has made, with the key key_id, on a device or a
-- cross-signing key of target_user_id. For a cross-signing key,
-- target_device_id holds the public key.
CREATE TABLE e2e_cross_signing_signatures (
    user_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    target_user_id TEXT NOT NULL,
    target_device_id TEXT NOT NULL,
    signature TEXT NOT NULL
);

-- Not unique: several keys may have signed the same device.
CREATE INDEX e2e_cross_signing_signatures2_idx ON e2e_cross_signing_signatures (user_id, target_user_id, target_device_id);

-- A signature on somebody else's key is shown to the signer only. This stream
-- tells the signer's clients about new ones; user_ids is a JSON list of the
-- users whose keys were signed.
CREATE TABLE user_signature_stream (
    stream_id BIGINT NOT NULL,
    from_user_id TEXT NOT NULL,
    user_ids TEXT NOT NULL
);

CREATE UNIQUE INDEX user_signature_stream_idx ON user_signature_stream (stream_id);
