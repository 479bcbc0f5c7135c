# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. fullschema check --against and --targets: live databases beside the snapshots.

# The server's database app and the file app.db hold all three logical
# databases, as an application that has just been upgraded leaves them.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema
    "$FULLSCHEMA" generate -q
    cat schema/common/schema_version.sql - >applied.sql <<'SQL'
INSERT INTO schema_version (version, upgraded) VALUES (2, true);
INSERT INTO applied_schema_deltas (version, file) VALUES (1, '1/01_queue.sql'), (1, '1/02_rooms.sql'),
    (1, '1/03_groups.sql'), (2, '2/01_room_names.sql');
SQL
    local engine
    for engine in postgres sqlite; do
        cat applied.sql full_schemas/2/{common,main,state}/full.sql.$engine >app.$engine
        echo "INSERT INTO applied_schema_deltas (version, file) VALUES (2, '2/02_topics.sql.$engine');" >>app.$engine
    done
    sqlite3 app.db <app.sqlite
    sqlite3 app.db "INSERT INTO rooms (room_id) VALUES ('what users do')"
    start_server
    as_boss 'CREATE DATABASE app OWNER maker'
    psql -Xq -v ON_ERROR_STOP=1 "host=$server port=5432 user=maker dbname=app" <app.postgres
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{schema,full_schemas,app.db} .
    unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
}

url() { echo "postgres://maker@/${1:-app}?host=$server&port=5432"; }

check() {
    run --separate-stderr "$FULLSCHEMA" check "$@"
}
