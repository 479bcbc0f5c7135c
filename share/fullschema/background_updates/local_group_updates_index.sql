-- Synapse, an index update in v1.47.0 to v1.60.0 (schema 65 to 70), nothing in
-- v1.61, registered no more since v1.62.0, whose schema 71 takes it from the
-- queue. For a version below made from a later tree: as the releases of that
-- version did it.
CREATE UNIQUE INDEX IF NOT EXISTS local_group_updates_stream_id_index ON local_group_updates (stream_id);
