# The way of a database through its snapshot and back, judged by what knows nothing of fullschema.
#
#     . round_trip.bash                      # with PGHOST and PGUSER (a superuser) set, as use_server does
#     round_trip <<'SQL'
#     CREATE TABLE t (a int);
#     SQL
#
# Needs lib/common; leaves in the working directory
#     there.sql    what inspect prints of the database that the SQL made
#     back.sql     the same of the database that there.sql made
#     there.dump, back.dump, dump.diff       what pg_dump says of both, where it knows the server

# trip_pg_dump: $PG_DUMP, or the newest pg_dump of this machine, if it is not older than the server. Without one the dumps
# of a database are not asked, and only the snapshots judge: so it is for 16 to 18 where the machine's is 15.
trip_pg_dump() {
    local program version
    for program in ${PG_DUMP:-} $(printf '%s\n' "$(dirname "$(server_programs)")"/../*/bin/pg_dump "$(command -v pg_dump)" | sort -Vr); do
        version=$("$program" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)
        [ -n "$version" ] && [ "$version" -ge "$(server_major)" ] || continue
        echo "$program"
        return
    done
}

# trip_databases NAME...: empty ones.
trip_databases() {
    local name
    for name; do
        psql -Xq -v ON_ERROR_STOP=1 -d postgres -c "DROP DATABASE IF EXISTS $name" -c "CREATE DATABASE $name" 2>trip.log ||
            { cat trip.log; return 1; }
    done
}

# trip_run DATABASE FILE [OPTION...]: runs a file there, as the role $trip_role where that is set.
trip_run() {
    PGOPTIONS=${trip_role:+-c role=$trip_role} psql -Xq -v ON_ERROR_STOP=1 -d "$1" -f "$2" "${@:3}" >trip.log 2>&1 ||
        { echo "$2 does not run:"; cat trip.log; return 1; }
}

# trip_inspect DATABASE FILE: inspect must have no complaint. $trip_options are given to it.
trip_inspect() {
    # shellcheck disable=SC2086 # several options
    "$FULLSCHEMA" inspect ${trip_options:-} -o "$2" "postgres:///$1" >trip.log 2>&1 && [ ! -s trip.log ] ||
        { echo "inspect of $1:"; cat trip.log; return 1; }
}

# trip_dump DATABASE FILE: without what two dumps of one database differ in; with rows where inspect has them.
trip_dump() {
    local what=--schema-only
    [[ ${trip_options:-} != *--rows* ]] || what=''
    # shellcheck disable=SC2086 # none is none
    "$(trip_pg_dump)" $what -d "$1" 2>trip.log >"$2.raw" || { cat trip.log; return 1; }
    sed -E '/^(\\(un)?restrict |-- Dumped )/d' "$2.raw" >"$2"
}

# round_trip [FILE]: runs the SQL (standard input), inspects, loads that into an empty database, inspects again. Fails
# where the bytes differ; where pg_dump does not say the same of both databases; where diff does not find that the
# snapshot and pg_dump's text of the same database are the same.
round_trip() {
    cat "${1:-/dev/stdin}" >trip.sql
    trip_databases trip_there trip_back && trip_run trip_there trip.sql && trip_inspect trip_there there.sql &&
        trip_run trip_back there.sql --single-transaction && trip_inspect trip_back back.sql &&
        diff -u there.sql back.sql || return 1
    [ -n "$(trip_pg_dump)" ] || return 0
    trip_dump trip_there there.dump && trip_dump trip_back back.dump || return 1
    diff -u there.dump back.dump >dump.diff || { cat dump.diff; return 1; }
    trip_text_is_the_same
}

# The reader of texts makes of pg_dump's what it makes of ours.
trip_text_is_the_same() {
    # shellcheck disable=SC2046 # one word or none
    "$FULLSCHEMA" diff --patch $([[ ${trip_options:-} != *--owners* ]] || echo --owners) --engine postgres there.sql there.dump.raw >trip.log 2>&1 || { cat trip.log; return 1; }
}

# expect_there LINE...: each is a line of there.sql.
expect_there() {
    local line
    for line; do
        grep -qxF -e "$line" there.sql || { echo "no line: $line"; cat there.sql; return 1; }
    done
}

# expect_lines_there TEXT: lines of there.sql, one behind the other.
expect_lines_there() {
    [[ $'\n'$(cat there.sql)$'\n' == *$'\n'$1$'\n'* ]] || { echo "not there: $1"; cat there.sql; return 1; }
}
