-- Third-party identifiers: mail addresses and phone numbers of users.
-- medium is email or msisdn.

-- Identifiers that belong to an account. Usable for password reset and login.
CREATE TABLE user_threepids (
    user_id TEXT NOT NULL,
    medium TEXT NOT NULL,
    address TEXT NOT NULL,
    validated_at BIGINT NOT NULL,
    added_at BIGINT NOT NULL,
    CONSTRAINT medium_address UNIQUE (medium, address)
);

CREATE INDEX user_threepids_user_id ON user_threepids (user_id);

CREATE INDEX user_threepids_medium_address ON user_threepids (medium, address);

-- Identity servers on which an identifier was published through us, and where
-- it has to be withdrawn when the account is deactivated.
CREATE TABLE user_threepid_id_server (
    user_id TEXT NOT NULL,
    medium TEXT NOT NULL,
    address TEXT NOT NULL,
    id_server TEXT NOT NULL
);

CREATE UNIQUE INDEX user_threepid_id_server_idx ON user_threepid_id_server (user_id, medium, address, id_server);

-- Guest accounts made for people who were invited by an identifier before they
-- had an account.
CREATE TABLE threepid_guest_access_tokens (
    medium TEXT,
    address TEXT,
    guest_access_token TEXT,
    first_inviter TEXT
);

CREATE UNIQUE INDEX threepid_guest_access_tokens_index ON threepid_guest_access_tokens (medium, address);
