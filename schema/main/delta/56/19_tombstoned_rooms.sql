-- Upgrading a room leaves a tombstone behind, and the old room should vanish
-- from the public room directory. Rooms upgraded earlier are still listed.

INSERT INTO background_updates (update_name, progress_json) VALUES ('remove_tombstoned_rooms_from_directory', '{}');
