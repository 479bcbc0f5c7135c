-- User-interactive authentication takes several requests. Its sessions were
-- kept in memory, lost at a restart and unknown to other processes.

-- One row for each operation that the user has to confirm. clientdict is the
-- JSON of the first request, serverdict what the server keeps for itself. uri,
-- method and description say what is being confirmed, so that a session cannot
-- be used for anything else.
CREATE TABLE ui_auth_sessions (
    session_id TEXT NOT NULL,
    creation_time BIGINT NOT NULL,
    serverdict TEXT NOT NULL,
    clientdict TEXT NOT NULL,
    uri TEXT NOT NULL,
    method TEXT NOT NULL,
    description TEXT NOT NULL,
    UNIQUE (session_id)
);

-- The stages of a session that have been completed, such as password, each
-- with its result as JSON.
CREATE TABLE ui_auth_sessions_credentials (
    session_id TEXT NOT NULL REFERENCES ui_auth_sessions (session_id),
    stage_type TEXT NOT NULL,
    result TEXT NOT NULL,
    UNIQUE (session_id, stage_type)
);

-- From where the requests of a session came.
CREATE TABLE ui_auth_sessions_ips (
    session_id TEXT NOT NULL REFERENCES ui_auth_sessions (session_id),
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    UNIQUE (session_id, ip, user_agent)
);
