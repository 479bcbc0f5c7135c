-- Backups of room keys: a user may have several versions of the backup, and a
-- client wants to know whether a version changed since it looked.

-- The same session may be saved in two versions of the backup, so the version
-- belongs to the key. The new index is weaker than the old one: rows that were
-- unique before still are.
CREATE UNIQUE INDEX e2e_room_keys_with_version_idx ON e2e_room_keys (user_id, version, room_id, session_id);

DROP INDEX e2e_room_keys_idx;

-- Grows with each change of the keys; NULL counts as zero.
ALTER TABLE e2e_room_keys_versions ADD COLUMN etag BIGINT;
