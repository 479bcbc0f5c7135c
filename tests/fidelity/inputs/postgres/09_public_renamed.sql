-- Schema public has another name, and no other schema is there: what was in it, its comment and rights.
-- bytes differ from 15: schema public lets nobody but its owner make things in it since
-- no pg_dump: it says neither that public is gone nor the rights on its other name
-- no diff: neither does its text
CREATE TABLE public.t (a int);
ALTER SCHEMA public RENAME TO app;
