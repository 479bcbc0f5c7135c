-- Room state, stored as groups that share most of their content. A state group
-- is either complete or a difference to a previous group.

-- All state groups. event_id is the event for which the group was first made.
CREATE TABLE state_groups (
    id BIGINT PRIMARY KEY,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL
);

-- From a group stored as a difference to the group it builds upon. Groups
-- without a row here are complete.
CREATE TABLE state_group_edges (
    state_group BIGINT NOT NULL,
    prev_state_group BIGINT NOT NULL
);

CREATE INDEX state_group_edges_idx ON state_group_edges (state_group);

CREATE INDEX state_group_edges_prev_idx ON state_group_edges (prev_state_group);

-- The state of each group: for every (type, state_key) the event that set it.
-- For a difference these are only the entries which changed.
CREATE TABLE state_groups_state (
    state_group BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    type TEXT NOT NULL,
    state_key TEXT NOT NULL,
    event_id TEXT NOT NULL
);

CREATE INDEX state_groups_state_type_idx ON state_groups_state (state_group, type, state_key);
