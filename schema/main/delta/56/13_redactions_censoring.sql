-- Redacted events are hidden from clients at once, but their content stays in
-- the database. It shall be erased some time after the redaction arrived.

-- TRUE once the content of the redacted event is gone from event_json.
ALTER TABLE redactions ADD COLUMN have_censored BOOL NOT NULL DEFAULT FALSE;

-- When the redaction arrived, from which the waiting time is counted.
ALTER TABLE redactions ADD COLUMN received_ts BIGINT;

INSERT INTO background_updates (update_name, progress_json) VALUES ('redactions_received_ts', '{}');

INSERT INTO background_updates (update_name, progress_json) VALUES ('redactions_have_censored_ts_idx', '{}');
