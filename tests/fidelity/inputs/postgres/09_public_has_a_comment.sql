-- A person's comment on public, and one that was taken away.
COMMENT ON SCHEMA public IS 'ours';
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'it''s app';
