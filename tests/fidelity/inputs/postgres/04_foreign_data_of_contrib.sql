-- file_fdw and postgres_fdw: extensions bring the wrappers.
CREATE EXTENSION file_fdw;
CREATE EXTENSION postgres_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE lines (line text OPTIONS (force_not_null 'true')) SERVER files OPTIONS (filename '/dev/null', format 'csv');
CREATE SERVER other FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'h', dbname 'd', extensions 'file_fdw');
CREATE FOREIGN TABLE far (id int OPTIONS (column_name 'ID')) SERVER other OPTIONS (schema_name 'x', table_name 'y z');
