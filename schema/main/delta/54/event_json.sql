-- Events as they came over the wire, and what is kept about single events
-- beside their place in the room.

-- The signed JSON of an event. internal_metadata is JSON of our own, not part
-- of what was signed. format_version tells the event format of the room version
-- (NULL: the first one, with event IDs chosen by the sending server).
CREATE TABLE event_json (
    event_id TEXT NOT NULL UNIQUE,
    room_id TEXT NOT NULL,
    internal_metadata TEXT NOT NULL,
    json TEXT NOT NULL,
    format_version INTEGER
);

CREATE INDEX event_json_room_id ON event_json (room_id);

-- Reference hashes of events, by which other events of old room versions name
-- them in prev_events and auth_events.
CREATE TABLE event_reference_hashes (
    event_id TEXT,
    algorithm TEXT,
    hash BYTEA,
    UNIQUE (event_id, algorithm)
);

CREATE INDEX event_reference_hashes_id ON event_reference_hashes (event_id);

-- Relations between events: edits, reactions, references.
-- aggregation_key is the emoji of a reaction, and NULL for other relations.
CREATE TABLE event_relations (
    event_id TEXT NOT NULL,
    relates_to_id TEXT NOT NULL,
    relation_type TEXT NOT NULL,
    aggregation_key TEXT
);

CREATE UNIQUE INDEX event_relations_id ON event_relations (event_id);

CREATE INDEX event_relations_relates ON event_relations (relates_to_id, relation_type, aggregation_key);

-- Redaction events and the event each of them blanks out.
CREATE TABLE redactions (
    event_id TEXT NOT NULL UNIQUE,
    redacts TEXT NOT NULL
);

CREATE INDEX redactions_redacts ON redactions (redacts);

-- Events that failed the authorisation rules. They are stored but never sent to
-- clients. last_check is the time of the verdict.
CREATE TABLE rejections (
    event_id TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    last_check TEXT NOT NULL
);

-- Events reported by users to the administrators of this server.
-- content is the JSON body of the report.
CREATE TABLE event_reports (
    id BIGINT NOT NULL PRIMARY KEY,
    received_ts BIGINT NOT NULL,
    room_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    reason TEXT,
    content TEXT
);

-- Outliers whose state became known later, so that they turned into ordinary
-- events. Workers learn of the change by the stream ordering given to it.
CREATE TABLE ex_outlier_stream (
    event_stream_ordering BIGINT NOT NULL PRIMARY KEY,
    event_id TEXT NOT NULL,
    state_group BIGINT NOT NULL
);
