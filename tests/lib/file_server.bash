# One Postgres server for all tests of a file. Needs lib/common and lib/server.

setup_file() {
    enter_scratch
    export file_scratch=$scratch
    start_server
}

teardown_file() {
    stop_server
    rm -rf "$file_scratch"
}
