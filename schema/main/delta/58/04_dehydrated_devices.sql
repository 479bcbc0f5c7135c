-- Dehydrated devices (MSC2697): a user who is logged out everywhere leaves a
-- device on the server, which collects room keys until the next login.

-- device_data is JSON with the private keys, encrypted by the client. A user
-- has one such device at most.
CREATE TABLE dehydrated_devices (
    user_id TEXT NOT NULL PRIMARY KEY,
    device_id TEXT NOT NULL,
    device_data TEXT NOT NULL
);
