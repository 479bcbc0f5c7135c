-- Keep the membership of a member event beside it in the current state, so
-- that listing the joined users of a room needs no join with room_memberships.

-- NULL in all rows that are not membership events.
ALTER TABLE current_state_events ADD COLUMN membership TEXT;

INSERT INTO background_updates (update_name, progress_json) VALUES ('current_state_events_membership', '{}');
