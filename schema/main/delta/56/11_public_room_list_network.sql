-- The public room list can be narrowed to the network of an application
-- service; the query for it went through the whole stream.

CREATE INDEX public_room_list_stream_network ON public_room_list_stream (appservice_id, network_id, room_id);
