-- Comments that extensions bring are nobody's, in pg_dump's text, too.
CREATE EXTENSION pgcrypto;
CREATE EXTENSION "uuid-ossp";
CREATE TABLE t (a uuid DEFAULT uuid_generate_v4(), b bytea DEFAULT gen_random_bytes(4), c text DEFAULT crypt('x', gen_salt('bf')));
