#!/usr/bin/env bats
# fullschema diff: a new name of a table, a view or a column, and what says it.

load ../lib/common
load ../lib/server
load ../lib/file_server

setup() {
    enter_scratch
}

teardown() {
    leave_scratch
}

made="CREATE TABLE rooms (id int PRIMARY KEY, name text, creator text, n int);
    CREATE TABLE members (room int REFERENCES rooms, who text, name text);
    CREATE VIEW joined AS SELECT rooms.id, rooms.name, who, rooms.creator FROM rooms JOIN members ON members.room = rooms.id;
    CREATE VIEW aliased AS SELECT r.creator, r.id FROM rooms r WHERE r.creator <> 'rooms' ORDER BY r.creator;
    CREATE VIEW above AS SELECT a.id, (SELECT max(rooms.n) FROM rooms WHERE rooms.id = a.id) AS most FROM aliased a;
    CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS c, creator FROM rooms GROUP BY creator;
    CREATE VIEW whole AS SELECT count(rooms.*) AS c FROM rooms;
    CREATE POLICY p ON members USING (EXISTS (SELECT 1 FROM rooms WHERE rooms.id = room AND rooms.creator = who));
    CREATE POLICY q ON rooms WITH CHECK (creator = CURRENT_USER);
    CREATE RULE leave AS ON DELETE TO members DO ALSO
        UPDATE rooms SET n = n - 1, creator = old.who WHERE id = old.room;
    CREATE RULE log AS ON UPDATE TO members DO ALSO INSERT INTO rooms (id, creator) VALUES (new.room, new.who);
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
    CREATE FUNCTION of_row(r rooms, rs rooms[], OUT x int) LANGUAGE sql AS 'SELECT 1';
    COMMENT ON FUNCTION of_row(rooms, rooms[]) IS 'c';
    REVOKE ALL ON FUNCTION of_row(rooms, rooms[]) FROM PUBLIC;
    CREATE FUNCTION gives() RETURNS SETOF rooms LANGUAGE plpgsql AS 'BEGIN END';
    CREATE FUNCTION columns() RETURNS TABLE (a rooms) LANGUAGE plpgsql AS 'BEGIN END';
    CREATE TABLE kept (r rooms, rs rooms[], k regclass DEFAULT 'rooms', n text DEFAULT 'rooms'::regclass::text);
    CREATE VIEW constant AS SELECT 'rooms'::regclass AS r;
    CREATE TRIGGER t BEFORE UPDATE OF creator ON rooms FOR EACH ROW
        WHEN (old.creator IS DISTINCT FROM new.creator) EXECUTE FUNCTION f();"

# renamed SQL: databases `before` and `after`, which that was run in; $output is their difference.
renamed() {
    local database body=''
    [ "$(server_major)" -lt 14 ] ||
        body="CREATE FUNCTION body(x int) RETURNS text BEGIN ATOMIC SELECT creator FROM rooms WHERE id = x; END;"
    for database in before after; do
        as_boss "DROP DATABASE IF EXISTS $database"
        as_boss "CREATE DATABASE $database"
        as_boss "$made $body" "$database"
    done
    as_boss "$1" after
    for database in before after; do
        "$FULLSCHEMA" inspect "postgresql:///$database?host=$server&user=boss" >"$database.sql.postgres"
    done
    run "$FULLSCHEMA" diff --format gcc before.sql.postgres after.sql.postgres
}

# one_change WORDS
one_change() {
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ] && [[ ${lines[0]} == *"$1"* ]] || { show_run; return 1; }
}

@test "what a server changes where a table, a column or a view is renamed is no change" {
    renamed 'ALTER TABLE rooms RENAME TO lobby'
    one_change 'table lobby renamed from rooms'
    renamed 'ALTER TABLE rooms RENAME creator TO maker'
    one_change 'column maker of table rooms renamed from creator'
    renamed 'ALTER VIEW aliased RENAME TO named'
    one_change 'view named renamed from aliased'
}

@test "what else is changed beside the new name is reported" {
    renamed "ALTER TABLE rooms RENAME creator TO maker;
        CREATE OR REPLACE VIEW aliased AS SELECT r.maker AS creator, r.id FROM rooms r WHERE r.name <> 'rooms' ORDER BY r.maker"
    [[ $status -eq 1 && ${#lines[@]} -eq 2 && $output == *'view aliased changed'* ]] || { show_run; return 1; }
    renamed "ALTER TABLE rooms RENAME TO lobby;
        DROP POLICY p ON members;
        CREATE POLICY p ON members USING (EXISTS (SELECT 1 FROM lobby WHERE lobby.id = room AND lobby.name = who))"
    [[ $status -eq 1 && ${#lines[@]} -eq 2 && $output == *'policy p of table members changed'* ]] || { show_run; return 1; }
    renamed "ALTER TABLE rooms RENAME creator TO maker; DROP VIEW above; DROP VIEW aliased;
        CREATE VIEW aliased AS SELECT r.maker, r.id FROM rooms r WHERE r.maker <> 'rooms' ORDER BY r.maker;
        CREATE VIEW above AS SELECT a.id, (SELECT max(rooms.n) FROM rooms WHERE rooms.id = a.id) AS most FROM aliased a"
    [[ $status -eq 1 && ${#lines[@]} -eq 2 && $output == *'view aliased changed'* ]] || { show_run; return 1; }
}

@test "types, functions and constants that are another table's, or another name's, are compared as they stand" {
    local name
    # differs OLD NEW WORDS: beside a table rooms that is called halls
    differs() {
        echo "CREATE TABLE rooms (id int, seen date); CREATE TABLE app.rooms (a int); CREATE TABLE app.halls (a int, b int); $1" >old.sql.postgres
        echo "CREATE TABLE halls (id int, seen date); CREATE TABLE app.rooms (a int); CREATE TABLE app.halls (a int, b int); $2" >new.sql.postgres
        run -1 "$FULLSCHEMA" diff --format gcc old.sql.postgres new.sql.postgres
        [[ ${#lines[@]} -ge 2 && $output == *'table halls renamed from rooms'* && $output == *"$3"* ]] || { show_run; return 1; }
    }
    differs 'CREATE TABLE t (r app.rooms);' 'CREATE TABLE t (r app.halls);' 'column r of table t'
    differs "CREATE TABLE t (r text DEFAULT 'rooms');" "CREATE TABLE t (r text DEFAULT 'halls');" 'column r of table t'
    differs "CREATE TABLE t (r regclass DEFAULT 'app.rooms');" "CREATE TABLE t (r regclass DEFAULT 'app.halls');" 'column r of table t'
    differs "CREATE VIEW v AS SELECT 'app.rooms'::regclass AS r;" "CREATE VIEW v AS SELECT 'app.halls'::regclass AS r;" 'view v'
    for name in 'rooms integer:halls integer' 'r rooms:s halls' 'app.rooms:app.halls'; do
        differs "CREATE FUNCTION f(${name%:*}) RETURNS integer LANGUAGE sql AS 'SELECT 1';" \
            "CREATE FUNCTION f(${name#*:}) RETURNS integer LANGUAGE sql AS 'SELECT 1';" 'function f('
    done
    differs "CREATE FUNCTION f(rooms) RETURNS integer LANGUAGE sql AS 'SELECT 1';" \
        "CREATE FUNCTION f(halls) RETURNS integer LANGUAGE sql AS 'SELECT 2';" 'function f('
}

@test "a name that could be of several things, or stands in a string, is compared as it stands" {
    local table='CREATE TABLE u (a int, b int);' old='CREATE TABLE t (x int, a int, z int);' new='CREATE TABLE t (x int, c int, z int);'
    # view OLD NEW: two views of that text, over a table whose column was renamed
    view() {
        echo "$table $old CREATE VIEW v AS $1;" >old.sql.postgres
        echo "$table $new CREATE VIEW v AS $2;" >new.sql.postgres
        run -1 "$FULLSCHEMA" diff --format gcc old.sql.postgres new.sql.postgres
        [[ $output == *'column c of table t renamed from a'* ]] || { show_run; return 1; }
    }
    view 'SELECT t.a AS k FROM t, u WHERE u.a = t.a' 'SELECT t.c AS k FROM t, u WHERE u.a = t.c'
    [ "${#lines[@]}" -eq 1 ]
    view 'SELECT t.a AS k FROM t, u WHERE u.a = t.a' 'SELECT t.c AS k FROM t, u WHERE u.b = t.c'
    [ "${#lines[@]}" -eq 2 ]
    view 'SELECT s.a AS k FROM (SELECT t.a FROM t) s' 'SELECT s.a AS k FROM (SELECT t.c AS a FROM t) s'
    [ "${#lines[@]}" -eq 1 ]
    view 'SELECT a AS k FROM t, generate_series(1, 2) s' 'SELECT c AS k FROM t, generate_series(1, 2) s'
    [ "${#lines[@]}" -eq 1 ]
    view 'SELECT (SELECT a FROM generate_series(1, 2) s) AS k FROM t' 'SELECT (SELECT c FROM generate_series(1, 2) s) AS k FROM t'
    [ "${#lines[@]}" -eq 2 ]
    view 'WITH t AS (SELECT u.a FROM u) SELECT t.a AS k FROM t' 'WITH t AS (SELECT u.a FROM u) SELECT t.c AS k FROM t'
    [ "${#lines[@]}" -eq 2 ]
    view "SELECT 'a' AS k FROM t" "SELECT 'c' AS k FROM t"
    [ "${#lines[@]}" -eq 2 ]
    # all else counts, wherever it stands in the tree
    local one other
    while IFS=: read -r one other; do
        view "SELECT t.a AS k FROM t, u $one" "SELECT t.c AS k FROM t, u $other"
        [ "${#lines[@]}" -eq 2 ] || { echo "$one: $other"; show_run; return 1; }
    done <<'END'
WHERE t.a IN (1, 2):WHERE t.c IN (1, 3)
WHERE t.a IN (1, 2):WHERE t.c IN (1, 2, 3)
WHERE t.a = 1:WHERE t.c = 2
WHERE t.a > 1:WHERE t.c >= 1
WHERE abs(t.a) > 1:WHERE sign(t.c) > 1
WHERE t.a IS NULL:WHERE t.c IS NOT NULL
WHERE t.a::text = 'x':WHERE t.c::varchar = 'x'
WHERE t.a BETWEEN u.a AND u.b:WHERE t.c BETWEEN u.b AND u.a
WHERE t.x = t.a:WHERE t.c = t.c
ORDER BY t.a:ORDER BY t.c DESC
GROUP BY t.a:GROUP BY t.c HAVING count(*) > 1
LIMIT 1:LIMIT 2
END
}

# sqlite_renamed SQL CHANGE: databases of SQLite, the second with that change; $output is their difference.
sqlite_renamed() {
    rm -f before.db after.db
    sqlite3 -bail before.db "$1"
    sqlite3 -bail after.db "$1" "$2"
    run --separate-stderr "$FULLSCHEMA" diff --format gcc before.db after.db
}

@test "SQLite carries a table's new name into foreign keys, views and triggers, with quotes" {
    sqlite_renamed "CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT CHECK (rooms.name <> ''), up INT REFERENCES rooms (id));
        CREATE INDEX rooms_low ON rooms (lower(name)) WHERE name IS NOT NULL;
        CREATE TABLE log (a INT, r INT REFERENCES rooms (id));
        CREATE VIEW v AS SELECT rooms.id, name FROM rooms;
        CREATE VIEW w AS SELECT r.id, x.name FROM rooms r, rooms AS x WHERE r.id = x.up AND x.id IN (SELECT r FROM log);
        CREATE TRIGGER tr AFTER INSERT ON rooms BEGIN INSERT INTO log (a) VALUES (new.id); UPDATE rooms SET name = 'rooms'; END;
        CREATE TRIGGER tl AFTER INSERT ON log BEGIN INSERT OR IGNORE INTO rooms (id) VALUES (new.r); DELETE FROM rooms; END;" \
        'ALTER TABLE rooms RENAME TO halls'
    [ "$status" -eq 1 ]
    [ "${#lines[@]}" -eq 1 ] && [[ $output == *'table halls renamed from rooms'* ]] || { echo "$output"; return 1; }
}

@test "SQLite: what may be something else than the table is told" {
    local table='CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT);' renamed='CREATE TABLE halls (id INTEGER PRIMARY KEY, name TEXT);'
    told() {
        say before.sql.sqlite "$table $1"
        say after.sql.sqlite "$renamed $2"
        run -1 "$FULLSCHEMA" diff before.sql.sqlite after.sql.sqlite
        [[ $output == *"$3"* ]] || { echo "$output"; return 1; }
    }
    told 'CREATE VIEW v AS SELECT id AS rooms FROM rooms;' 'CREATE VIEW v AS SELECT id AS halls FROM halls;' '~ view v'
    told 'CREATE VIEW v AS WITH halls AS (SELECT 1 AS id) SELECT rooms.id FROM rooms;' \
        'CREATE VIEW v AS WITH halls AS (SELECT 1 AS id) SELECT halls.id FROM halls;' '~ view v'
    told 'CREATE TABLE u (rooms INT, halls INT); CREATE TRIGGER g AFTER DELETE ON u BEGIN UPDATE u SET rooms = 1; END;' \
        'CREATE TABLE u (rooms INT, halls INT); CREATE TRIGGER g AFTER DELETE ON u BEGIN UPDATE u SET halls = 1; END;' '~ trigger g'
    told "CREATE VIEW v AS SELECT 'rooms' AS n FROM rooms;" "CREATE VIEW v AS SELECT 'halls' AS n FROM halls;" '~ view v'
}
