-- Nothing looks up the JSON of events by room: a job that goes through a room
-- finds the events in the table events. The index only cost space and time.

DROP INDEX event_json_room_id;
