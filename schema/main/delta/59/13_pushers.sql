-- Pushers should end with the login they were made for. Some have outlived
-- their access token or their account and still push.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5908, 'remove_deactivated_pushers', '{}');

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5908, 'remove_stale_pushers', '{}');
