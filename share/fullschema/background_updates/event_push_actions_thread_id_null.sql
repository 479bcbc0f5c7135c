-- Synapse, an index update in v1.70.0 to v1.84.1 (schema 73 to 76), registered
-- no more since v1.85.0, whose schema 77 takes it from the queue. For a version
-- below made from a later tree.
CREATE INDEX IF NOT EXISTS event_push_actions_thread_id_null ON event_push_actions (thread_id) WHERE thread_id IS NULL;
