-- Synapse, an index update in v1.62.0 to v1.74.0 (schema 71 to 73), registered
-- no more since v1.75.0, whose schema 73 takes it from the queue. For a version
-- below made from a later tree.
CREATE UNIQUE INDEX IF NOT EXISTS event_push_summary_unique_index ON event_push_summary (user_id, room_id);
