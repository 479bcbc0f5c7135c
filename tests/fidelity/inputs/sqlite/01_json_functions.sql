-- JSON functions in a generated column, an index, a check and a condition of an index.
CREATE TABLE t (doc TEXT CHECK (json_valid(doc)), n TEXT GENERATED ALWAYS AS (json_extract(doc, '$.n')) STORED, v INT AS (json_array_length(doc)));
CREATE INDEX of_b ON t (json_extract(doc, '$.b') COLLATE NOCASE DESC);
CREATE INDEX of_some ON t (doc) WHERE json_type(doc, '$.c') = 'text';
CREATE INDEX of_arrow ON t (doc ->> '$.d', doc -> 'e');
