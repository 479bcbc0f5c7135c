-- The room version decides about the format of the events and the rules they
-- obey. It never changes, so it is kept with the room instead of being read
-- from the create event each time.

-- NULL for a room whose version has not been looked up yet.
ALTER TABLE rooms ADD COLUMN room_version TEXT;

INSERT INTO background_updates (update_name, progress_json) VALUES ('add_rooms_room_version_column', '{}');
