-- Publications: all tables, some, with what is published and how.
CREATE TABLE t (a int PRIMARY KEY);
CREATE TABLE "T" (a int) ;
CREATE TABLE p (a int PRIMARY KEY) PARTITION BY LIST (a);
CREATE PUBLICATION every FOR ALL TABLES WITH (publish = 'insert');
CREATE PUBLICATION "Some" FOR TABLE "T", ONLY t WITH (publish = 'delete, update');
CREATE PUBLICATION none;
