-- The state of a room stops being updated when the last local user leaves, and
-- invitations over federation come without any state. To know the memberships
-- of local users at all times they get a table of their own.

-- The membership that each local user has, or last had, in each room.
CREATE TABLE local_current_membership (
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    membership TEXT NOT NULL
);

-- The rooms this server has the state of. A local user is one with an account.
INSERT INTO local_current_membership (room_id, user_id, event_id, membership)
SELECT state.room_id, state.state_key, state.event_id, member.membership
FROM current_state_events AS state
INNER JOIN room_memberships AS member ON member.event_id = state.event_id
INNER JOIN users ON users.name = state.state_key
WHERE state.type = 'm.room.member';

-- Standing invitations into rooms it has no state of. Of several invitations
-- into one room the last counts.
INSERT INTO local_current_membership (room_id, user_id, event_id, membership)
SELECT invite.room_id, invite.invitee, MAX(invite.event_id), 'invite'
FROM local_invites AS invite
WHERE invite.locally_rejected IS NULL
    AND invite.replaced_by IS NULL
    AND invite.stream_id = (
        SELECT MAX(other.stream_id)
        FROM local_invites AS other
        WHERE other.room_id = invite.room_id
            AND other.invitee = invite.invitee
            AND other.locally_rejected IS NULL
            AND other.replaced_by IS NULL
    )
    AND NOT EXISTS (
        SELECT 1
        FROM local_current_membership AS known
        WHERE known.room_id = invite.room_id AND known.user_id = invite.invitee
    )
GROUP BY invite.room_id, invite.invitee;

CREATE UNIQUE INDEX local_current_membership_idx ON local_current_membership (user_id, room_id);

CREATE INDEX local_current_membership_room_idx ON local_current_membership (room_id);
