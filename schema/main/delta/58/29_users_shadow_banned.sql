-- A shadow-banned user seems to take part in rooms, but nobody sees what he
-- sends. It keeps abusers from noticing that they are locked out.

-- NULL counts as FALSE.
ALTER TABLE users ADD COLUMN shadow_banned BOOLEAN;
