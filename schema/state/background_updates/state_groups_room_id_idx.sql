-- The state groups of a room.

CREATE INDEX state_groups_room_id_idx ON state_groups (room_id);
