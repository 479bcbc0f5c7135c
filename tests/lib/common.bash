# What the command tests share: a private place, schema directories from
# here-documents, and assertions that say what they saw.
#
# FULLSCHEMA names the binary; the Makefile sets it. PG_BINDIR, where it is
# set, chooses the server the tests run on.

bats_require_minimum_version 1.5.0

repo=${BATS_TEST_DIRNAME%/*/*}
export FULLSCHEMA=${FULLSCHEMA:-$repo/build/fullschema}
[ ! -x /usr/bin/python3 ] || export PATH=$repo/tests/lib/bin:$PATH

# temporary_place: sets $place, where temporary files go: a throwaway server writes thousands of small ones, so memory is
# the place for them unless TMPDIR says otherwise. Asked once in a test file, for a command takes its time.
temporary_place() {
    local free
    if [ -n "${TMPDIR:-}" ]; then
        place=$(cd "$TMPDIR" && pwd -P)
    elif [ -e "$BATS_FILE_TMPDIR/place" ]; then
        read -r place <"$BATS_FILE_TMPDIR/place"
    else
        free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
        place=/tmp
        if [ -w /dev/shm ] && [ "${free:-0}" -gt 1000000 ] && ! grep -q ' /dev/shm .*noexec' /proc/mounts; then
            place=/dev/shm
        fi
        place=$(realpath "$place")
        echo "$place" >"$BATS_FILE_TMPDIR/place"
    fi
}

# forget_surroundings: the tests say what a run finds in its environment, not the place they run at. CI is one of
# these, a git hook another.
forget_surroundings() {
    local name
    for name in "${!PG@}" "${!FULLSCHEMA_@}" "${!GITHUB_@}" "${!TMUX@}"; do
        [ "$name" = PG_BINDIR ] || unset "$name"
    done
    unset CI TF_BUILD TEAMCITY_VERSION NO_COLOR COLUMNS LINES GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_PAGER_IN_USE
}

# Nobody's identity has to be configured for the repositories that tests make.
export GIT_AUTHOR_NAME=tests GIT_AUTHOR_EMAIL=tests@example.org
export GIT_COMMITTER_NAME=$GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL

# enter_scratch: makes a private directory and works in it; TMPDIR lies below
# it, so that whatever a run leaves behind is found. The server that root
# starts runs as somebody else, who has to be able to pass through.
enter_scratch() {
    temporary_place
    scratch=$place/fstest.$BASHPID.$SRANDOM
    mkdir -m 711 "$scratch"
    mkdir -m 1777 "$scratch/tmp"
    export TMPDIR=$scratch/tmp
    cd "$scratch" || return 1
    forget_surroundings
    # Nothing is kept from one run to the next, but where a test is about that (tests/cmd/cache.bats) or asks for it.
    export FULLSCHEMA_CACHE=
    export TERM=dumb LC_ALL=C.UTF-8
    background=''
}

# only_servers DIR: of what runs keep there nothing stays but the files of servers before anybody has used them.
only_servers() {
    local entry others=()
    for entry in "$1"/*; do
        [[ ! -e $entry || $entry == */cluster-* ]] || others+=("$entry")
    done
    [ ${#others[@]} = 0 ] || rm -f "${others[@]}"
}

# file_cache: the server that is made once is begun from in all tests of the file, for one takes longer to make than most
# schemas. Within a test runs keep what runs keep where nobody says otherwise; from test to test nothing else.
file_cache() {
    export FULLSCHEMA_CACHE=$BATS_FILE_TMPDIR/cache
    only_servers "$FULLSCHEMA_CACHE"
}

leave_scratch() {
    local pid
    for pid in $background; do
        kill -KILL "$pid" 2>/dev/null || true
    done
    cd / && rm -rf "$scratch"
}

setup() { enter_scratch; }
teardown() { leave_scratch; }

# The directory of initdb and postgres, found as the tool finds it.
server_programs() {
    local dir found=''
    if [ -n "${PG_BINDIR:-}" ]; then
        found=$PG_BINDIR
    elif command -v initdb >/dev/null; then
        found=$(dirname "$(command -v initdb)")
    else
        for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V); do
            [ ! -x "$dir/initdb" ] || found=$dir
        done
    fi
    echo "$found"
}

# The major version of the server that the tests run on.
server_major() {
    "$(server_programs)/postgres" --version | sed -E 's/^[^0-9]*([0-9]+).*/\1/'
}

# needs_server MAJOR: skips the test on an older one.
needs_server() {
    [ "$(server_major)" -ge "$1" ] || skip "needs PostgreSQL $1"
}

# put FILE < text: writes a file, and the directories above it.
put() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# say FILE TEXT: the same from an argument.
say() {
    put "$1" <<<"$2"
}

# put_bookkeeping [DIR]: the bookkeeping tables of a schema directory.
put_bookkeeping() {
    put "${1:-schema}/common/schema_version.sql" <<'SQL'
CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, upgraded BOOL NOT NULL);
CREATE TABLE IF NOT EXISTS applied_schema_deltas (version INTEGER NOT NULL, file TEXT NOT NULL, UNIQUE (version, file));
SQL
}

# put_schema [DIR]: a small schema directory: versions 1 and 2, databases main
# and state, a background update, an index, rows, a file for each engine.
put_schema() {
    local dir=${1:-schema}
    put_bookkeeping "$dir"
    put "$dir/common/delta/1/01_queue.sql" <<'SQL'
CREATE TABLE background_updates (
    update_name TEXT NOT NULL,
    progress_json TEXT NOT NULL,
    depends_on TEXT,
    ordering INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT background_updates_uniqueness UNIQUE (update_name)
);
SQL
    put "$dir/main/delta/1/02_rooms.sql" <<'SQL'
CREATE TABLE rooms (room_id TEXT NOT NULL, name TEXT);
INSERT INTO rooms VALUES ('!b:example.org', 'it''s b'), ('!a:example.org', NULL);
SQL
    put "$dir/main/delta/2/01_room_names.sql" <<'SQL'
INSERT INTO background_updates (update_name, progress_json) VALUES ('rooms_name_idx', '{}');
SQL
    put "$dir/main/delta/2/02_topics.sql.postgres" <<'SQL'
ALTER TABLE rooms ADD COLUMN topic VARCHAR(10);
SQL
    put "$dir/main/delta/2/02_topics.sql.sqlite" <<'SQL'
ALTER TABLE rooms ADD COLUMN topic TEXT;
SQL
    put "$dir/main/background_updates/rooms_name_idx.sql" <<'SQL'
CREATE INDEX rooms_name_idx ON rooms (name);
SQL
    put "$dir/state/delta/1/03_groups.sql" <<'SQL'
CREATE TABLE groups (id BIGINT PRIMARY KEY);
SQL
}

# generate ARGUMENT...: runs the command; status, output and stderr are bats'.
generate() {
    run --separate-stderr "$FULLSCHEMA" generate "$@"
}

# generate_fails ARGUMENT...: a run that has to fail, on $engine where that is
# set. It must say why, write nothing over what is there, and leave nothing.
generate_fails() {
    local before
    say "out/1/main/full.sql.postgres" old
    say "out/1/main/full.sql.sqlite" old
    before=$(fingerprint out)
    generate --output out ${engine:+--engine "$engine"} "$@"
    expect_status 2
    expect_no_output
    [ -n "$stderr" ]
    [ "$(fingerprint out)" = "$before" ] || { echo "the output has changed"; fingerprint out; return 1; }
    nothing_left
}

show_run() {
    echo "status: $status"
    echo "stdout: $output"
    echo "stderr: $stderr"
}

# expect_status NUMBER: of the last run.
expect_status() {
    [ "$status" -eq "$1" ] || { show_run; return 1; }
}

# expect_stderr < text: the last run's stderr was exactly this.
expect_stderr() {
    diff -u --label expected --label stderr - <(printf '%s\n' "$stderr")
}

# expect_output < text: the same for stdout; seconds read "N.N s".
expect_output() {
    diff -u --label expected --label stdout - <(printf '%s\n' "$output" | sed -E 's/\([0-9]+\.[0-9] s\)$/(N.N s)/')
}

# expect_no_output: the last run printed nothing to stdout.
expect_no_output() {
    [ -z "$output" ] || { show_run; return 1; }
}

# expect_in_stderr TEXT...: each occurs in the last run's stderr.
expect_in_stderr() {
    local text
    [ $# -gt 0 ]
    for text; do
        [ -n "$text" ] || { echo "an empty text is in every text"; return 1; }
        [[ $stderr == *"$text"* ]] || { echo "missing in stderr: $text"; show_run; return 1; }
    done
}

# expect_same FILE FILE: both hold the same, and it is something.
expect_same() {
    local one other
    one=$(cat "$1")
    other=$(cat "$2")
    [ -n "$one" ] || { echo "there is nothing to compare"; return 1; }
    diff -u --label one --label other <(printf '%s\n' "$one") <(printf '%s\n' "$other")
}

# some COMMAND...: what it prints; a failure where that is nothing. A loop over nothing would be no test.
some() {
    local printed
    printed=$("$@")
    [ -n "$printed" ] || { echo "printed nothing: $*" >&2; return 1; }
    printf '%s\n' "$printed"
}

# The commands, and the options of one, as --help lists them.
commands() { some list_commands; }
list_commands() { "$FULLSCHEMA" --help | sed -n 's/^  \([a-z-]\{1,\}\)  .*/\1/p'; }
long_options() { some list_long_options "$1"; }
list_long_options() { "$FULLSCHEMA" "$1" --help | grep -oE '^ +(-[a-zA-Z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+'; }

# expect_file FILE < text: its content is exactly this.
expect_file() {
    diff -u --label expected - "$1"
}

# expect_files DIR < paths: the files below DIR, sorted bytewise, are these.
expect_files() {
    diff -u --label expected --label found - <(cd "$1" && find . -type f | sed 's|^\./||' | LC_ALL=C sort)
}

# inode and time of last change of every file below DIR, and all bytes.
fingerprint() {
    [ ! -e "$1" ] || (cd "$1" && find . -type f -exec stat -c '%n %i %y %s' {} + | LC_ALL=C sort &&
        find . -type f -exec sha256sum {} + | LC_ALL=C sort)
}

# process ids of what works below TMPDIR: servers do, and nothing else
servers() {
    find /proc/[0-9]*/cwd -maxdepth 0 -lname "$TMPDIR/*" 2>/dev/null | tr -dc '0-9\n'
}

no_servers() { [ -z "$(servers)" ]; }
tmpdir_empty() { [ -z "$(ls -A "$TMPDIR")" ]; }

# nothing_left: neither a server process nor a file of a run is there.
nothing_left() {
    no_servers || { echo "servers left: $(servers)"; return 1; }
    tmpdir_empty || { echo "files left:"; find "$TMPDIR"; return 1; }
}

# within SECONDS COMMAND...: polls until the command succeeds, no longer than that.
within() {
    local tries=$(($1 * 20))
    shift
    until "$@"; do
        [ $((tries -= 1)) -gt 0 ] || { echo "still not so: $*"; return 1; }
        sleep 0.05
    done
}

# start NAME COMMAND...: runs it in the background, output into NAME.out and
# NAME.err; its process id is in $started. The signals that shells ignore for
# background jobs, or nohup for what it runs, work as in the foreground.
start() {
    local name=$1
    shift
    env --default-signal=INT,QUIT,HUP,TERM "$@" >"$name.out" 2>"$name.err" 3>&- </dev/null &
    started=$!
    background+=" $started"
}

# finish PID: waits for it; status is its exit status.
finish() {
    status=0
    wait "$1" || status=$?
}
