-- Groups (communities) that are hosted on this server: their members, rooms and
-- the summary page. profile columns are JSON with name, avatar and the like.
-- is_public tells whether people outside the group may see an entry.

-- The groups. join_policy is invite or open.
CREATE TABLE groups (
    group_id TEXT NOT NULL,
    name TEXT,
    avatar_url TEXT,
    short_description TEXT,
    long_description TEXT,
    is_public BOOL NOT NULL,
    join_policy TEXT NOT NULL DEFAULT 'invite'
);

CREATE UNIQUE INDEX groups_idx ON groups (group_id);

-- Members, local and remote.
CREATE TABLE group_users (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    is_admin BOOLEAN NOT NULL,
    is_public BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX group_users_g_idx ON group_users (group_id, user_id);

CREATE INDEX group_users_u_idx ON group_users (user_id);

-- Users who are invited and have not answered.
CREATE TABLE group_invites (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL
);

CREATE UNIQUE INDEX group_invites_g_idx ON group_invites (group_id, user_id);

CREATE INDEX group_invites_u_idx ON group_invites (user_id);

-- Rooms of a group.
CREATE TABLE group_rooms (
    group_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    is_public BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX group_rooms_g_idx ON group_rooms (group_id, room_id);

CREATE INDEX group_rooms_r_idx ON group_rooms (room_id);

-- Headings under which rooms can be listed in the summary.
CREATE TABLE group_room_categories (
    group_id TEXT NOT NULL,
    category_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    is_public BOOLEAN NOT NULL,
    UNIQUE (group_id, category_id)
);

-- Roles under which users can be listed in the summary.
CREATE TABLE group_roles (
    group_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    profile TEXT NOT NULL,
    is_public BOOLEAN NOT NULL,
    UNIQUE (group_id, role_id)
);

-- Categories shown in the summary, in the order of cat_order.
CREATE TABLE group_summary_room_categories (
    group_id TEXT NOT NULL,
    category_id TEXT NOT NULL,
    cat_order BIGINT NOT NULL,
    UNIQUE (group_id, category_id, cat_order),
    CHECK (cat_order > 0)
);

-- Rooms shown in the summary, in the order of room_order within a category.
CREATE TABLE group_summary_rooms (
    group_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    category_id TEXT NOT NULL,
    room_order BIGINT NOT NULL,
    is_public BOOLEAN NOT NULL,
    UNIQUE (group_id, category_id, room_id, room_order),
    CHECK (room_order > 0)
);

CREATE UNIQUE INDEX group_summary_rooms_g_idx ON group_summary_rooms (group_id, room_id, category_id);

-- Roles shown in the summary, in the order of role_order.
CREATE TABLE group_summary_roles (
    group_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    role_order BIGINT NOT NULL,
    UNIQUE (group_id, role_id, role_order),
    CHECK (role_order > 0)
);

-- Users shown in the summary, in the order of user_order within a role.
CREATE TABLE group_summary_users (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    role_id TEXT NOT NULL,
    user_order BIGINT NOT NULL,
    is_public BOOLEAN NOT NULL
);

CREATE INDEX group_summary_users_g_idx ON group_summary_users (group_id);
