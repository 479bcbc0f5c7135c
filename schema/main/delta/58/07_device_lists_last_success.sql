-- Of the device updates that a server received from a user only the last one
-- matters, so there should be one row for each pair, which can be overwritten.

-- Keep the newest row of each pair.
CREATE TABLE device_lists_outbound_last_success_newest AS
SELECT destination, user_id, MAX(stream_id) AS stream_id
FROM device_lists_outbound_last_success
GROUP BY destination, user_id;

DELETE FROM device_lists_outbound_last_success;

INSERT INTO device_lists_outbound_last_success (destination, user_id, stream_id)
SELECT destination, user_id, stream_id
FROM device_lists_outbound_last_success_newest;

DROP TABLE device_lists_outbound_last_success_newest;

CREATE UNIQUE INDEX device_lists_outbound_last_success_unique_idx ON device_lists_outbound_last_success (destination, user_id);

DROP INDEX device_lists_outbound_last_success_idx;
