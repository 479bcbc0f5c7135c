-- Synapse, in every release from v1.34.0 on (introduced before it).
-- The handler drops an index that a unique one has replaced.
DROP INDEX IF EXISTS user_ips_user_ip;
