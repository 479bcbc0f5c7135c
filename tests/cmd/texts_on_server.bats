#!/usr/bin/env bats
# Texts whose statements change what earlier ones made: read as what a server makes of them.

load ../lib/common

# same_as_on_server STATEMENTS: the text is read as what a server makes of it.
same_as_on_server() {
    say migrations/1_all.sql "$1"
    "$FULLSCHEMA" generate -s migrations --engine postgres -o made.sql -q
    run -0 "$FULLSCHEMA" diff --engine postgres migrations/1_all.sql made.sql
}

@test "texts: a foreign key follows the table and the columns that it refers to, whatever they are called" {
    local table
    for table in rooms '"odd (id) t"' '"x REFERENCES y (id)"' '"a ""quoted"", name"'; do
        same_as_on_server "CREATE SCHEMA s;
CREATE TABLE $table (id int PRIMARY KEY, \"x REFERENCES y (\" int UNIQUE, up int REFERENCES $table);
CREATE TABLE b (z int REFERENCES $table ON DELETE CASCADE, y int, \"x REFERENCES y\" int,
    FOREIGN KEY (y) REFERENCES $table (id) MATCH FULL DEFERRABLE, FOREIGN KEY (\"x REFERENCES y\") REFERENCES $table (\"x REFERENCES y (\"));
CREATE TABLE s.c (z int REFERENCES public.$table);
ALTER TABLE $table SET SCHEMA s;
ALTER TABLE s.$table RENAME TO \"new (z)\";
ALTER TABLE s.\"new (z)\" RENAME id TO \"REFERENCES\";
ALTER TABLE b RENAME \"x REFERENCES y\" TO z2;
ALTER SCHEMA s RENAME TO \"t (u)\";
ALTER TABLE \"t (u)\".\"new (z)\" RENAME \"x REFERENCES y (\" TO \"a, b\";"
    done
    same_as_on_server 'CREATE TABLE p (id int PRIMARY KEY, "a, b" int, c int, UNIQUE ("a, b", c));
CREATE TABLE q (a int, b int, FOREIGN KEY (a, b) REFERENCES p ("a, b", c), CONSTRAINT k FOREIGN KEY (a) REFERENCES p);
ALTER TABLE p DROP CONSTRAINT "p_a, b_c_key" CASCADE;
ALTER TABLE p DROP COLUMN id CASCADE;'
}

@test "texts: grants on routines without types or their sort, and on sequences that are called tables" {
    same_as_on_server 'CREATE FUNCTION fn(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE FUNCTION fn2(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE FUNCTION "f(n"(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE PROCEDURE pr(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE PROCEDURE pr2(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ag2(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE ag3(int) (SFUNC = int4pl, STYPE = int);
REVOKE EXECUTE ON ROUTINE fn(int, int), pr, ag3 FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE pr2(int) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION ag, "f(n" FROM PUBLIC;
COMMENT ON ROUTINE fn2 IS $$of fn2$$;
COMMENT ON PROCEDURE pr IS $$of pr$$;
COMMENT ON ROUTINE ag2(int) IS $$of ag2$$;
COMMENT ON ROUTINE ag3 IS $$of ag3$$;
ALTER ROUTINE fn2(int) RENAME TO fn3;
DROP ROUTINE ag2;'
    same_as_on_server 'CREATE SCHEMA x;
CREATE FUNCTION x.fn(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT 1$$;
CREATE PROCEDURE x.pr(a int) LANGUAGE sql AS $$SELECT 1$$;
CREATE AGGREGATE x.ag(int) (SFUNC = int4pl, STYPE = int);
REVOKE ALL ON ALL ROUTINES IN SCHEMA x FROM PUBLIC;
GRANT ALL ON ALL PROCEDURES IN SCHEMA x TO PUBLIC;
GRANT ALL ON FUNCTION x.ag TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA x GRANT EXECUTE ON ROUTINES TO PUBLIC;'
    same_as_on_server 'CREATE SEQUENCE a; CREATE SEQUENCE b; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b serial);
GRANT ALL ON TABLE a TO PUBLIC;
GRANT SELECT ON b TO PUBLIC;
GRANT SELECT, INSERT, USAGE ON TABLE t_a_seq TO PUBLIC;
GRANT UPDATE ON t_b_seq TO PUBLIC;
REVOKE ALL ON TABLE b FROM PUBLIC;'
    # Whose types no text says is not guessed.
    say a.sql 'GRANT EXECUTE ON FUNCTION made_elsewhere TO PUBLIC;'
    say b.sql ''
    run -1 "$FULLSCHEMA" diff --engine postgres a.sql b.sql
    [[ $output == *'- statement '*made_elsewhere* ]] || { show_run; false; }
}
