-- Synapse, in every release from v1.34.0 on (introduced before it).
-- The handler works off the table that the delta copied the forward
-- extremities into, and drops it when it is empty, as here from the start.
DROP TABLE _extremities_to_check;
