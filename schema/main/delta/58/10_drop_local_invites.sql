-- local_current_membership has held the invitations since the last version.

DROP TABLE local_invites;
