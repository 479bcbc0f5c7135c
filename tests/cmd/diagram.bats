#!/usr/bin/env bats
# The diagram of Mermaid in what diff reports as Markdown.

load ../lib/common

# diagram: of what stands in a.sql.postgres and b.sql.postgres, in the file `drawn`.
diagram() {
    run --separate-stderr "$FULLSCHEMA" diff a.sql.postgres b.sql.postgres --format markdown
    expect_status 1
    sed -n '/^```mermaid$/,/^```$/p' <<<"$output" >drawn
}

@test "tables that change, with what changes in them, their keys and what they refer to" {
    put a.sql.postgres <<'END'
CREATE TABLE rooms (id bigint PRIMARY KEY, name text, gone timestamp with time zone, same int);
CREATE TABLE old (id bigint);
CREATE TABLE untouched (id bigint PRIMARY KEY);
END
    put b.sql.postgres <<'END'
CREATE TABLE rooms (id bigint PRIMARY KEY, name varchar(20), same int, "odd ""one" int);
CREATE TABLE users (id bigint PRIMARY KEY, room bigint REFERENCES rooms (id), other bigint REFERENCES untouched (id));
CREATE TABLE untouched (id bigint PRIMARY KEY);
END
    diagram
    diff -u drawn - <<'END'
```mermaid
erDiagram
    t0["old (removed)"] {
        bigint id
    }
    t1["rooms"] {
        bigint id PK
        character_varying(20) name "changed"
        integer odd__one "odd #34;one, added"
        timestamp_with_time_zone gone "removed"
    }
    t2["users (added)"] {
        bigint id PK
        bigint room FK
        bigint other FK
    }
    t2 }o--|| t1 : "room"
```
END
}

@test "names that are markup elsewhere" {
    local evil=$'a"] { x\n```\n<b>@all</b> %% #1'
    say a.sql.postgres 'CREATE TABLE t (id int);'
    say b.sql.postgres "CREATE TABLE t (id int); CREATE TABLE \"${evil//\"/\"\"}\" (\"${evil//\"/\"\"}\" int PRIMARY KEY);"
    diagram
    [ "$(grep -c '^```' drawn)" = 2 ]
    run -1 grep -qE '<b>|@|#1([^0-9]|$)' drawn
    grep -qF 't0["a#34;] #123; x#92;n#96;#96;#96;#92;n#60;b#62;#64;all' drawn
}

@test "none of many tables, of a view alone, of drift and of nothing" {
    local i
    say a.sql.postgres 'CREATE TABLE t (id int);'
    {
        echo 'CREATE TABLE t (id int);'
        for i in 1 2 3 4 5 6 7 8; do echo "CREATE TABLE t$i (id int);"; done
    } >b.sql.postgres
    diagram
    [ "$(grep -c '(added)' drawn)" = 8 ]
    echo 'CREATE TABLE t9 (id int);' >>b.sql.postgres
    diagram
    [ ! -s drawn ]
    say b.sql.postgres 'CREATE TABLE t (id int); CREATE VIEW v AS SELECT id FROM t;'
    diagram
    [ ! -s drawn ]
    run "$FULLSCHEMA" diff a.sql.postgres a.sql.postgres --format markdown
    [[ $output != *mermaid* ]]
}

@test "of a table with many columns the first fifteen" {
    local i columns=''
    for i in $(seq 1 40); do columns+="c$i int, "; done
    say a.sql.postgres 'CREATE TABLE t (id int);'
    say b.sql.postgres "CREATE TABLE t (id int); CREATE TABLE wide (${columns%, });"
    diagram
    [ "$(grep -c ' c[0-9]*$' drawn)" = 15 ]
    grep -q 'and _25_more' drawn
}
