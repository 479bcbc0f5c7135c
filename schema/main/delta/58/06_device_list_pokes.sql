-- The list of device updates that remote servers still have to be told of has
-- collected duplicates, which are sent again and again.

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5800, 'remove_dup_outbound_pokes', '{}');
