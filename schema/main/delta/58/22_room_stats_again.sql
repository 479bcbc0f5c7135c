-- The members of rooms were miscounted: a change of display name or avatar was
-- taken for another join. Count all rooms once more.

-- On a server that is upgraded in one go the first count has not run yet.
DELETE FROM background_updates WHERE update_name = 'populate_stats_process_rooms';

INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5812, 'populate_stats_process_rooms', '{}');
