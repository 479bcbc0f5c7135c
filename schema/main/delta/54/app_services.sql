-- Application services (bridges and bots), and the events pushed to them.

-- Whether a service answers: state is up or down. last_txn is the last
-- transaction that it acknowledged.
CREATE TABLE application_services_state (
    as_id TEXT PRIMARY KEY,
    state VARCHAR(5),
    last_txn INTEGER
);

-- Transactions on their way, numbered for each service. event_ids is a JSON
-- list. An acknowledged transaction is deleted.
CREATE TABLE application_services_txns (
    as_id TEXT NOT NULL,
    txn_id INTEGER NOT NULL,
    event_ids TEXT NOT NULL,
    UNIQUE (as_id, txn_id)
);

CREATE INDEX application_services_txns_id ON application_services_txns (as_id);

-- How far the event stream was handed out to the services. A single row.
CREATE TABLE appservice_stream_position (
    Lock CHAR(1) NOT NULL DEFAULT 'X' UNIQUE,
    stream_ordering BIGINT,
    CHECK (Lock = 'X')
);

INSERT INTO appservice_stream_position (stream_ordering) VALUES (0);
