-- Forgotten rooms are left out of much that a client asks for, and few rooms
-- are forgotten: a partial index finds them cheaply. room_memberships is large,
-- so it is built in the background.

INSERT INTO background_updates (update_name, progress_json) VALUES ('room_membership_forgotten_idx', '{}');
