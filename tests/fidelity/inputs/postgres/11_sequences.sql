-- Sequences: types, bounds, downwards, whose they are, and one whose owner has another schema.
CREATE SEQUENCE a AS smallint INCREMENT -2 MINVALUE -50 MAXVALUE -1 START -3 CACHE 5 CYCLE;
CREATE SCHEMA app;
CREATE TABLE app.t (id int, k int);
CREATE SEQUENCE app.s OWNED BY app.t.id;
ALTER TABLE app.t ALTER id SET DEFAULT nextval('app.s'), ALTER k SET DEFAULT nextval('a');
CREATE TABLE u (a serial, b smallserial, "C" bigserial);
ALTER SEQUENCE u_a_seq OWNED BY NONE;
ALTER SEQUENCE u_b_seq RENAME TO "B";
