# One Postgres server for all tests of a file, each of which speaks to it as boss. Needs lib/common and lib/server.

load ../lib/file_server

setup() {
    enter_scratch
    use_server
    export PGUSER=boss
}
