-- Synapse, in every release from v1.34.0 on (introduced before it).
-- The handler drops an index that a newer one has replaced.
DROP INDEX IF EXISTS device_inbox_stream_id;
