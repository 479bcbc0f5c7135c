-- Users who log in through single sign-on were matched by their user name,
-- which may change at the provider.

-- Which local user an identity at an authentication provider belongs to.
-- A user may have several of them, an identity has one user.
CREATE TABLE user_external_ids (
    auth_provider TEXT NOT NULL,
    external_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    UNIQUE (auth_provider, external_id)
);
