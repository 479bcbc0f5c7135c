-- Presence is shown to those who share a room with the user. The lists of the
-- time when it was granted user by user are not looked at any more.

DROP TABLE presence_allow_inbound;
