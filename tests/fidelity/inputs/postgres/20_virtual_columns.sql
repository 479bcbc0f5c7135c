-- Virtual generated columns, beside stored ones, and in children.
-- since 18
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2), c int GENERATED ALWAYS AS (a * 3) STORED);
CREATE TABLE ch (b int GENERATED ALWAYS AS (a * 4) VIRTUAL) INHERITS (t);
CREATE PUBLICATION p FOR TABLE t WITH (publish_generated_columns = stored);
