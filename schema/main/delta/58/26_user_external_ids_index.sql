-- The identities of a user at single sign-on providers are shown to
-- administrators; the table can be searched only the other way round.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5825, 'user_external_ids_user_id_idx', '{}');
