-- Access methods of indexes, an index of one, and its operator class.
CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;
CREATE ACCESS METHOD ranges TYPE INDEX HANDLER brinhandler;
CREATE OPERATOR CLASS int_ranges DEFAULT FOR TYPE int USING ranges AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
    FUNCTION 1 brin_minmax_opcinfo(internal), FUNCTION 2 brin_minmax_add_value(internal, internal, internal, internal), FUNCTION 3 brin_minmax_consistent(internal, internal, internal), FUNCTION 4 brin_minmax_union(internal, internal, internal);
CREATE TABLE t (a int);
CREATE INDEX t_ranges ON t USING ranges (a) WITH (pages_per_range = 4);
COMMENT ON ACCESS METHOD tree IS 'as btree';
