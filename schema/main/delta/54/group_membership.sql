-- Membership of local users in groups of any server. A membership is attested by
-- both servers, and attestations are renewed before they run out.

-- Groups that local users belong to or are invited to.
-- is_publicised: the user shows the group in rooms. content is JSON about the
-- membership, such as who sent the invite.
CREATE TABLE local_group_membership (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    membership TEXT NOT NULL,
    is_publicised BOOLEAN NOT NULL,
    content TEXT NOT NULL
);

CREATE INDEX local_group_membership_u_idx ON local_group_membership (user_id, group_id);

CREATE INDEX local_group_membership_g_idx ON local_group_membership (group_id);

-- Changes of those memberships, to be told to the clients of the user.
CREATE TABLE local_group_updates (
    stream_id BIGINT NOT NULL,
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    type TEXT NOT NULL,
    content TEXT NOT NULL
);

-- Attestations that we have given, and when they have to be renewed.
CREATE TABLE group_attestations_renewals (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    valid_until_ms BIGINT NOT NULL
);

CREATE INDEX group_attestations_renewals_g_idx ON group_attestations_renewals (group_id, user_id);

CREATE INDEX group_attestations_renewals_u_idx ON group_attestations_renewals (user_id);

CREATE INDEX group_attestations_renewals_v_idx ON group_attestations_renewals (valid_until_ms);

-- Attestations received from other servers, as signed JSON.
CREATE TABLE group_attestations_remote (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    valid_until_ms BIGINT NOT NULL,
    attestation_json TEXT NOT NULL
);

CREATE INDEX group_attestations_remote_g_idx ON group_attestations_remote (group_id, user_id);

CREATE INDEX group_attestations_remote_u_idx ON group_attestations_remote (user_id);

CREATE INDEX group_attestations_remote_v_idx ON group_attestations_remote (valid_until_ms);
