-- Synapse, in every release from v1.34.0 on (introduced before it).
-- The handler drops two indexes that unique ones have replaced.
DROP INDEX IF EXISTS device_lists_remote_cache_id;
DROP INDEX IF EXISTS device_lists_remote_extremeties_id;
