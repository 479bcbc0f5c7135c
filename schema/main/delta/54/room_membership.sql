-- Membership of users in rooms.

-- Every membership event, whether or not it still holds.
-- user_id is whom the event is about (its state key) and sender who sent it.
-- forgotten is 1 when the user has left and asked to forget the room.
-- display_name and avatar_url are the profile of the user in that room.
CREATE TABLE room_memberships (
    event_id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    sender TEXT NOT NULL,
    room_id TEXT NOT NULL,
    membership TEXT NOT NULL,
    forgotten INTEGER DEFAULT 0,
    display_name TEXT,
    avatar_url TEXT
);

CREATE INDEX room_memberships_room_id ON room_memberships (room_id);

CREATE INDEX room_memberships_user_id ON room_memberships (user_id);

-- Invites sent to users of this server. An invite is open as long as neither
-- locally_rejected nor replaced_by is set.
-- locally_rejected: rejected here while the other server could not be reached.
-- replaced_by: the later membership event of the invited user.
CREATE TABLE local_invites (
    stream_id BIGINT NOT NULL,
    inviter TEXT NOT NULL,
    invitee TEXT NOT NULL,
    event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    locally_rejected TEXT,
    replaced_by TEXT
);

CREATE INDEX local_invites_id ON local_invites (stream_id);

CREATE INDEX local_invites_for_user_idx ON local_invites (invitee, locally_rejected, replaced_by, room_id);
