# A Postgres server of the tests' own: somebody's running server, as far as the
# tool can tell.

# as_server COMMAND...: as the user who runs the server: ourselves, or
# somebody unprivileged where we are root.
as_server() {
    local user=postgres
    id -u postgres >/dev/null 2>&1 || user=nobody
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@"
    else
        "$@"
    fi
}

# start_server [OPTION...]: makes a cluster below $scratch and starts it, on a unix socket
# in $server. Roles: boss (superuser), maker (may create databases), head (may
# create roles, too), plain (may do neither), secret (as maker, with a password).
start_server() {
    local programs
    programs=$(server_programs)
    export server=$scratch/server
    mkdir -m 777 "$server"
    cd "$server" || return 1
    as_server "$programs/initdb" -D data -U boss -A trust -E UTF8 --locale=C --no-sync >log 2>&1 || { cat log; return 1; }
    as_server tee data/pg_hba.conf >/dev/null <<'END'
local all secret scram-sha-256
local all all    trust
END
    as_server env HOME=/ "$programs/postgres" -D data -k "$server" -c listen_addresses= -c fsync=off \
        -c password_encryption=scram-sha-256 "$@" >>log 2>&1 3>&- </dev/null &
    cd "$scratch" || return 1
    within 60 server_answers || { cat "$server/log"; return 1; }
    export server_pid
    server_pid=$(head -n 1 "$server/data/postmaster.pid")
    as_boss "CREATE ROLE maker LOGIN CREATEDB; CREATE ROLE plain LOGIN; CREATE ROLE head LOGIN CREATEDB CREATEROLE;
        CREATE ROLE secret LOGIN CREATEDB PASSWORD 'pass: wo\\rd''s';"
}

server_answers() {
    as_boss 'SELECT 1' >/dev/null 2>&1
}

# Fast shutdown.
stop_server() {
    [ -n "${server_pid:-}" ] || return 0
    kill -INT "$server_pid" 2>/dev/null || return 0
    within 30 server_is_gone || kill -QUIT "$server_pid"
}

# Gone, or a zombie that nobody has waited for.
server_is_gone() {
    ! readlink "/proc/$server_pid/cwd" >/dev/null 2>&1
}

as_boss() {
    psql -XAtq -v ON_ERROR_STOP=1 -d "host=$server port=5432 user=boss dbname=${2:-postgres}" -c "$1"
}

databases() {
    as_boss 'SELECT datname FROM pg_database ORDER BY datname COLLATE "C"'
}

# Points libpq's variables at the server.
use_server() {
    export PGHOST=$server PGPORT=5432
}
