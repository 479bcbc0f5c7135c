-- Push rules: what a user wants to be notified of.

-- Rules that users have made. Default rules are built into the server and are
-- not listed here.
-- Rules are tried by priority_class, which stands for the kind of rule
-- (override, content, room, sender, underride), and by priority within it.
-- conditions and actions are JSON.
CREATE TABLE push_rules (
    id BIGINT PRIMARY KEY,
    user_name TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    priority_class SMALLINT NOT NULL,
    priority INTEGER NOT NULL DEFAULT 0,
    conditions TEXT NOT NULL,
    actions TEXT NOT NULL,
    UNIQUE (user_name, rule_id)
);

CREATE INDEX push_rules_user_name ON push_rules (user_name);

-- Rules, default ones too, that a user has switched on (1) or off (0).
CREATE TABLE push_rules_enable (
    id BIGINT PRIMARY KEY,
    user_name TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    enabled SMALLINT,
    UNIQUE (user_name, rule_id)
);

CREATE INDEX push_rules_enable_user_name ON push_rules_enable (user_name);

-- Changes of rules. op is ADD, DELETE, ENABLE, DISABLE or ACTIONS. The last four
-- columns are filled as far as the operation needs them.
-- event_stream_ordering is where the event stream was at that time.
CREATE TABLE push_rules_stream (
    stream_id BIGINT NOT NULL,
    event_stream_ordering BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    op TEXT NOT NULL,
    priority_class SMALLINT,
    priority INTEGER,
    conditions TEXT,
    actions TEXT
);

CREATE INDEX push_rules_stream_id ON push_rules_stream (stream_id);

CREATE INDEX push_rules_stream_user_stream_id ON push_rules_stream (user_id, stream_id);
