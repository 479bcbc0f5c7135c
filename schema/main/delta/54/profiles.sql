-- Display names and avatars.

-- Profiles of local users. user_id holds only the localpart.
CREATE TABLE profiles (
    user_id TEXT NOT NULL UNIQUE,
    displayname TEXT,
    avatar_url TEXT
);

-- Profiles of remote users who share a group with local ones. last_check is
-- when we last asked their server.
CREATE TABLE remote_profile_cache (
    user_id TEXT NOT NULL,
    displayname TEXT,
    avatar_url TEXT,
    last_check BIGINT NOT NULL
);

CREATE UNIQUE INDEX remote_profile_cache_user_id ON remote_profile_cache (user_id);

CREATE INDEX remote_profile_cache_time ON remote_profile_cache (last_check);
