-- Types of columns in all spellings: arrays, modifiers, of other schemas, of tables' rows.
CREATE SCHEMA app;
CREATE TYPE app.e AS ENUM ('a', 'it''s', '');
CREATE DOMAIN app.d AS app.e[] NOT NULL DEFAULT '{}';
CREATE TABLE app.r (x int);
CREATE TABLE t (a app.e[], b app.d, c app.r, d app.r[], e timestamp(0) with time zone, f time(3), g numeric(1000, 5)[][], h bit varying, i character, j "char"[], k bpchar, l decimal, m varchar, n national character varying(3), o int2vector, p oidvector, q tsquery, r macaddr8, s pg_lsn, u xid, v regproc, w float(3), x bit, y cidr, z name[]);
