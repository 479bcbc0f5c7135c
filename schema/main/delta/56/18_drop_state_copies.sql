-- These tables each hold one field out of every state event of one type. All
-- readers take it from the events by now; the copies are dead weight.

DROP TABLE room_names;

DROP TABLE topics;

DROP TABLE history_visibility;

DROP TABLE guest_access;
