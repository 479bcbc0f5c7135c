-- Purging a room has to find all its state groups. The table is large, so the
-- index is built in the background.

INSERT INTO background_updates (update_name, progress_json) VALUES ('state_groups_room_id_idx', '{}');
