-- Application services may ask for read receipts and presence (MSC2409), and
-- each has its own place in those streams.

-- NULL for a service that has not been sent anything of the kind.
ALTER TABLE application_services_state ADD COLUMN read_receipt_stream_id INT;

ALTER TABLE application_services_state ADD COLUMN presence_stream_id INT;
