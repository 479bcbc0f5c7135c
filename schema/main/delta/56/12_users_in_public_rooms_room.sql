-- The user directory forgets a room as a whole when the room becomes private
-- or is deleted. The existing index begins with the user and is of no help.

CREATE INDEX users_in_public_rooms_r_idx ON users_in_public_rooms (room_id);
