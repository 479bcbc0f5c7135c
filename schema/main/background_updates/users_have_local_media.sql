-- The media of a user in the order in which they were uploaded.

CREATE INDEX users_have_local_media ON local_media_repository (user_id, created_ts);
