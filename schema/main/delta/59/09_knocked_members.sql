-- Knocking (MSC2403) is a further membership, which the statistics of rooms
-- have to count.

-- Nobody can have knocked before, so 0 is right for all rows.
ALTER TABLE room_stats_current ADD COLUMN knocked_members INT NOT NULL DEFAULT '0';

ALTER TABLE room_stats_historical ADD COLUMN knocked_members BIGINT NOT NULL DEFAULT '0';
