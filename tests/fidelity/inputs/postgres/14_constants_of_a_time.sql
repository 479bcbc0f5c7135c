-- Constants that were a time once: what is stored is said. That each run makes another one is clock's business (tests/cmd/clock_definitions.bats).
CREATE TABLE t (a timestamp DEFAULT '2020-01-01 10:00', b timestamptz DEFAULT '2020-01-01 10:00:00.5+05:30', c date DEFAULT 'epoch', d timestamptz DEFAULT 'infinity', e timestamptz DEFAULT now(), f time DEFAULT LOCALTIME(0), g timestamp(3) DEFAULT clock_timestamp(), h date DEFAULT CURRENT_DATE);
CREATE VIEW v AS SELECT a FROM t WHERE b > '2021-05-05 00:00+02'::timestamptz AND c = CURRENT_DATE - 1 AND f < CURRENT_TIME AND a < LOCALTIMESTAMP(2);
