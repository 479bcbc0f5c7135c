-- Access tokens may expire: a server that limits the length of sessions needs
-- to know until when each token is good.

-- Milliseconds since the epoch; NULL is a token that never expires, which is
-- what every token issued before this version is.
ALTER TABLE access_tokens ADD COLUMN valid_until_ms BIGINT;
