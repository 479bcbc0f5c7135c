-- Schema public was dropped and made again.
DROP SCHEMA public;
CREATE SCHEMA public;
CREATE TABLE public.t (a int);
