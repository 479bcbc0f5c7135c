-- The highest stream_id of messages to devices is taken from the messages
-- themselves by now, those in the inboxes and those on their way out. Nobody
-- reads or writes the table that used to hold it.

DROP TABLE device_max_stream_id;
