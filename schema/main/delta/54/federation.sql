-- Traffic with other servers.

-- Servers that could not be reached lately. The next attempt is made
-- retry_interval milliseconds after retry_last_ts. Both are 0 when all is well.
CREATE TABLE destinations (
    destination TEXT PRIMARY KEY,
    retry_last_ts BIGINT,
    retry_interval INTEGER
);

-- Transactions received from other servers and what we answered. A repeated
-- transaction gets the same answer and is not processed twice.
-- has_been_referenced is a leftover of transactions that named earlier ones.
CREATE TABLE received_transactions (
    transaction_id TEXT,
    origin TEXT,
    ts BIGINT,
    response_code INTEGER,
    response_json BYTEA,
    has_been_referenced SMALLINT DEFAULT 0,
    UNIQUE (transaction_id, origin)
);

CREATE INDEX received_transactions_ts ON received_transactions (ts);

-- How far federation senders have come: type events counts along the event
-- stream, type federation along the stream of everything else that is sent.
-- -1 stands for not started.
CREATE TABLE federation_stream_position (
    type TEXT NOT NULL,
    stream_id INTEGER NOT NULL
);

INSERT INTO federation_stream_position (type, stream_id) VALUES ('federation', -1);

INSERT INTO federation_stream_position (type, stream_id) VALUES ('events', -1);
