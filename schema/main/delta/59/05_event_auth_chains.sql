-- Resolving the state of a room needs the differences between the auth chains
-- of events, which meant walking the graph. Instead, events are arranged in
-- numbered chains, so that comparing two numbers tells whether one event is
-- reachable from another.

-- The place of each event: an event reaches all those of its own chain with a
-- lower sequence number.
CREATE TABLE event_auth_chains (
    event_id TEXT PRIMARY KEY,
    chain_id BIGINT NOT NULL,
    sequence_number BIGINT NOT NULL
);

CREATE UNIQUE INDEX event_auth_chains_c_seq_index ON event_auth_chains (chain_id, sequence_number);

-- From one chain to another: whoever is at the origin or above it reaches the
-- target and what is below it.
CREATE TABLE event_auth_chain_links (
    origin_chain_id BIGINT NOT NULL,
    origin_sequence_number BIGINT NOT NULL,
    target_chain_id BIGINT NOT NULL,
    target_sequence_number BIGINT NOT NULL
);

CREATE INDEX event_auth_chain_links_idx ON event_auth_chain_links (origin_chain_id, target_chain_id);

-- State events that could not be placed yet, because they refer to others that
-- have not been seen or placed.
CREATE TABLE event_auth_chain_to_calculate (
    event_id TEXT PRIMARY KEY,
    room_id TEXT NOT NULL,
    type TEXT NOT NULL,
    state_key TEXT NOT NULL
);

CREATE INDEX event_auth_chain_to_calculate_rm_id ON event_auth_chain_to_calculate (room_id);

-- Whether all events of the room have been placed and the chains can be relied
-- on. NULL counts as FALSE.
ALTER TABLE rooms ADD COLUMN has_auth_chain_index BOOLEAN;

-- Older events are placed in the background. Rejected events belong to chains
-- as well, but some of them miss the rows by which their room is known.
INSERT INTO background_updates (ordering, update_name, progress_json)
VALUES (5828, 'rejected_events_metadata', '{}');

INSERT INTO background_updates (ordering, update_name, progress_json, depends_on)
VALUES (5906, 'chain_cover', '{}', 'rejected_events_metadata');
