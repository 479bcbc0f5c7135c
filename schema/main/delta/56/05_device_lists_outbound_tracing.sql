-- Device list updates are sent to other servers long after the request that
-- caused them has ended. Keeping its tracing context lets both show up in one
-- trace.

-- JSON; NULL when the request was not traced.
ALTER TABLE device_lists_outbound_pokes ADD COLUMN opentracing_context TEXT;
