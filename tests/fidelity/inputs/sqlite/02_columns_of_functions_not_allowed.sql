-- Names of columns over functions that a schema may not call, or that are not there.
CREATE TABLE t (doc);
CREATE VIEW v AS SELECT random( ), sqlite_version( ), randomblob(4)  , datetime( 'now' ), last_insert_rowid( ), total_changes( ) FROM t WHERE 0;
CREATE VIEW w AS SELECT load_extension( 'x' ), readfile('y'), nobody_has_this( doc,1 ), fts3_tokenizer( 'simple' ) FROM t;
