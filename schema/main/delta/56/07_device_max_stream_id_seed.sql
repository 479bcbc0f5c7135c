-- device_max_stream_id is meant to hold exactly one row, but a new server
-- starts with none and then fails to update it. Give it the row, starting from
-- the messages that are there.

INSERT INTO device_max_stream_id (stream_id)
SELECT highest.stream_id
FROM (
    SELECT COALESCE(MAX(used.stream_id), 0) AS stream_id
    FROM (
        SELECT stream_id FROM device_inbox
        UNION ALL
        SELECT stream_id FROM device_federation_outbox
    ) AS used
) AS highest
WHERE NOT EXISTS (SELECT 1 FROM device_max_stream_id);
