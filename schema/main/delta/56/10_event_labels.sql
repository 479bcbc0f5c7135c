-- Labels on events (MSC2326), by which clients can show a thread or a topic of
-- a room by itself.

-- One row for each label of an event. room_id and topological_ordering repeat
-- what events has, so that a labelled page of history comes from one index.
CREATE TABLE event_labels (
    event_id TEXT,
    label TEXT,
    room_id TEXT NOT NULL,
    topological_ordering BIGINT NOT NULL,
    PRIMARY KEY (event_id, label)
);

CREATE INDEX event_labels_room_id_label_idx ON event_labels (room_id, label, topological_ordering);

INSERT INTO background_updates (update_name, progress_json) VALUES ('event_store_labels', '{}');
