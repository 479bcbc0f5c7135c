-- Events that were purged, by room or by age, may have left their places in
-- the auth chains behind.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5910, 'purged_chain_cover', '{}');
