# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. fullschema check --against: databases of plain migrations, at the version they have reached by their tool's own table.

# A server that was made once is begun from its first state: many are started here.
setup() {
    enter_scratch
    export FULLSCHEMA_CACHE=$file_scratch/cache
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

# new_database TOOL ENGINE [PREFIX]: makes it afresh, and sets $database.
new_database() {
    database=${3:-}${1//-/_}_$BATS_TEST_NUMBER
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

# named: what cannot be determined from the directory.
named() { [ "$tool" != db-migrate ] || echo "--migration-tool db-migrate"; }

# each_tool ENGINE: pending, right, and not right; both databases are compared with what is made once.
each_tool() {
    local n tools
    tools=$(history_tools "$1")
    for n in $tools; do
        echo "# $n"
        have "$n" "$1" 1 2
        printf 'right %s\n' "$(location "$database")" >fleet
        new_database "$n" "$1" wrong_
        history_database "$n" "$1" migrations 1 2 | sql "$database"
        sql "$database" <<<'DROP INDEX t2_name_idx; CREATE TABLE stranger (id integer PRIMARY KEY)'
        printf 'wrong %s\n' "$(location "$database")" >>fleet
        # shellcheck disable=SC2046
        run --separate-stderr "$FULLSCHEMA" check --layout-in numbered -s migrations --engine "$1" --targets fleet \
            --format text=report $(named)
        expect_status 1
        expect_output <<END
right  as it should be; 1 pending
wrong  2 changes, 0 of them breaking; 1 pending
2 databases: 1 as they should be, 1 different, 0 not compared
END
        tail -n 4 report | diff - <(printf '%s: 1 pending:\n  migrations/%s\n' right "$(history_file "$n" 3)" wrong "$(history_file "$n" 3)")
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        grep -q -- '- index t2_name_idx' report
        grep -q -- '+ table stranger' report
    done
}
