-- An access method of tables, with which tables and materialized views are made.
-- since 12
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (a int) USING heap2;
CREATE MATERIALIZED VIEW m USING heap2 AS SELECT a FROM t WITH NO DATA;
SET default_table_access_method = heap2;
CREATE TABLE u (a int);
