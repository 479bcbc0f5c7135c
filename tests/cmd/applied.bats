#!/usr/bin/env bats
# fullschema check --against: databases of plain migrations, at the version they have reached by their tool's own table.

load ../lib/common
load ../lib/server
load ../lib/history

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

url() { echo "postgres://maker@/$1?host=$server&port=5432"; }

# sql DATABASE: runs what is on standard input, on whichever engine the name is of.
sql() {
    case $1 in
    *.db) sqlite3 -bail "$1" ;;
    *) psql -Xq -v ON_ERROR_STOP=1 "$(url "$1")" ;;
    esac
}

location() {
    case $1 in
    *.db) echo "$1" ;;
    *) url "$1" ;;
    esac
}

# new_database TOOL ENGINE: makes it afresh, and sets $database.
new_database() {
    database=${1//-/_}_$BATS_TEST_NUMBER
    if [ "$2" = sqlite ]; then
        database+=.db
        rm -f "$database"
    else
        as_boss "DROP DATABASE IF EXISTS $database"
        as_boss "CREATE DATABASE $database OWNER maker"
    fi
}

# check DATABASE ARGUMENT...: with the settings of the directory's tool.
check() {
    run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine "$engine" \
        --against "$(location "$1")" "${@:2}"
}

# have TOOL ENGINE N...: migrations, and a database that has run some of them.
have() {
    tool=$1 engine=$2
    rm -rf migrations
    put_migrations "$tool" migrations
    new_database "$tool" "$engine"
    history_database "$tool" "$engine" migrations "${@:3}" | sql "$database"
}

# named: what cannot be told from the directory.
named() { [ "$tool" != db-migrate ] || echo "--migration-tool db-migrate"; }

# each_tool ENGINE: pending, right, and not right.
each_tool() {
    local n options
    for n in $(history_tools "$1"); do
        echo "# $n"
        have "$n" "$1" 1 2
        # shellcheck disable=SC2046
        check "$database" $(named)
        expect_status 0
        expect_output <<END
no changes
1 pending:
  migrations/$(history_file "$n" 3)
END
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        sql "$database" <<<'DROP INDEX t2_name_idx; CREATE TABLE stranger (id integer PRIMARY KEY)'
        # shellcheck disable=SC2046
        check "$database" $(named)
        expect_status 1
        [[ $output == *'- index t2_name_idx'* && $output == *'+ table stranger'* && $output == *'2 changes:'* ]]
    done
}

@test "each tool on SQLite: what is pending is listed, what is right is, and an object too few or too many is found" {
    each_tool sqlite
}

@test "each tool on Postgres: the same" {
    each_tool postgres
}
