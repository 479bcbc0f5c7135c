-- Synapse, since v1.85.0 (schema 77).
-- The handler drops the indexes that helped to find rows without a thread.
DROP INDEX IF EXISTS event_push_actions_thread_id_null;
DROP INDEX IF EXISTS event_push_summary_thread_id_null;
