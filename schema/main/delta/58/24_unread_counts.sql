-- Count unread messages apart from notifications (MSC2654): a message that
-- does not notify the user may still be unread.

-- 1 if the event counts as unread; NULL, in older rows, counts as 0.
ALTER TABLE event_push_actions ADD COLUMN unread SMALLINT;

ALTER TABLE event_push_actions_staging ADD COLUMN unread SMALLINT;

-- The sum of the rows that have been rotated away; NULL counts as 0.
ALTER TABLE event_push_summary ADD COLUMN unread_count BIGINT;
