-- The highest stream_id of the cross-signing keys is needed at each start of
-- the server, and no index leads to it.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5823, 'e2e_cross_signing_keys_idx', '{}');
