-- Synapse, since v1.72.0; an index update of the same effect in v1.68.0 to
-- v1.71.0 (schema 72).
-- The handler deletes duplicates, then makes the unique index.
CREATE UNIQUE INDEX IF NOT EXISTS receipts_graph_unique_index ON receipts_graph (room_id, receipt_type, user_id)
    WHERE thread_id IS NULL;
