-- Administrators can list the media of a user, newest first, which would read
-- the whole table.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5822, 'users_have_local_media', '{}');
