-- For finding the redactions whose events are still to be erased, oldest
-- first. The work that is done drops out of the index.

CREATE INDEX redactions_have_censored_ts ON redactions (received_ts) WHERE NOT have_censored;
