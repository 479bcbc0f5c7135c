-- The homeserver proves ownership of e-mail addresses and phone numbers by
-- itself, without an identity server, and so has to remember the attempts.

-- One attempt of a client to prove that it controls an address.
-- validated_at stays NULL until the owner has followed the link or typed the
-- code; last_send_attempt guards against sending the same message twice.
CREATE TABLE threepid_validation_session (
    session_id TEXT PRIMARY KEY,
    medium TEXT NOT NULL,
    address TEXT NOT NULL,
    client_secret TEXT NOT NULL,
    last_send_attempt BIGINT NOT NULL,
    validated_at BIGINT
);

-- The secrets sent out for such an attempt. Whoever presents one before it
-- expires has validated the session, and is then sent on to next_link.
CREATE TABLE threepid_validation_token (
    token TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    next_link TEXT,
    expires BIGINT NOT NULL
);

-- All tokens of a session go when the session goes.
CREATE INDEX threepid_validation_token_session_id ON threepid_validation_token (session_id);
