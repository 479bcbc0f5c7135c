-- A client that got no answer sends its event again with the same transaction
-- ID. Keeping the ID with the event recognises that even after a restart and
-- in whichever process the request arrives.

-- The transaction that each recent event was sent in. Rows are removed when
-- they are old, or with their event or access token.
CREATE TABLE event_txn_id (
    event_id TEXT NOT NULL,
    room_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    token_id BIGINT NOT NULL,
    txn_id TEXT NOT NULL,
    inserted_ts BIGINT NOT NULL,
    FOREIGN KEY (event_id) REFERENCES events (event_id) ON DELETE CASCADE,
    FOREIGN KEY (token_id) REFERENCES access_tokens (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX event_txn_id_event_id ON event_txn_id (event_id);

-- Transaction IDs are chosen by the client and distinct within one login only.
CREATE UNIQUE INDEX event_txn_id_txn_id ON event_txn_id (room_id, user_id, token_id, txn_id);

CREATE INDEX event_txn_id_ts ON event_txn_id (inserted_ts);
