-- Synapse, in every release from v1.34.0 on (introduced before it).
-- The handler makes a wider index and drops the one it replaces.
CREATE INDEX state_groups_state_type_idx ON state_groups_state (state_group, type, state_key);
DROP INDEX IF EXISTS state_groups_state_id;
