-- The daily visits are also counted by the kind of client. user_ips, where the
-- kind could be found so far, is pruned.

-- NULL for the visits counted before.
ALTER TABLE user_daily_visits ADD COLUMN user_agent TEXT;
