# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. What a stranger's tree may not do with links, FIFOs and the like: docs/files.md.  A project stands in project/, which is also the working directory; what must stay unread and unwritten is beside it, in outside/.

setup() {
    enter_scratch
    as=()
    mkdir outside project
    chmod 755 outside project
    printf 'TOP SECRET;\nmore\n' >outside/secret
    cd project || return 1
}

# as_user [NAME]: from now on commands run as somebody who is not root, whoever runs the tests: nobody, or an account.
as_user() {
    local account=${1:-nobody}
    [ "$(id -u)" = 0 ] || return 0
    chown -R "$account" . ../outside
    as=(setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups)
    "${as[@]}" test -x "$FULLSCHEMA" || skip 'the program stands where nobody else may run it'
}

# limited COMMAND...: it ends by itself, and soon; status, output and stderr are bats'.
limited() {
    run --separate-stderr timeout --foreground 60 "${as[@]}" "$@"
    [ "$status" -ne 124 ] || { echo "did not end: $*"; return 1; }
}

# refused TEXT COMMAND...: it ends with trouble, says this, and shows and changes nothing of outside/.
refused() {
    local text=$1 before
    shift
    before=$(fingerprint ../outside)
    limited "$@"
    expect_status 2
    expect_in_stderr "$text"
    [[ $output$stderr != *SECRET* ]] || { show_run; return 1; }
    [ "$(fingerprint ../outside)" = "$before" ]
}

# put_project: a schema directory that has every kind of file there is, a background update in Python among them.
put_project() {
    put_bookkeeping
    say schema/common/full_schemas/1/full.sql.sqlite ''
    put schema/common/delta/2/01_queue.sql <<'SQL'
CREATE TABLE background_updates (update_name TEXT NOT NULL, progress_json TEXT NOT NULL);
SQL
    say schema/main/full_schemas/1/full.sql.sqlite 'CREATE TABLE base (x TEXT);'
    say schema/main/delta/1/01_old.sql 'CREATE TABLE base (x TEXT);'
    say schema/main/delta/2/02_rooms.sql 'CREATE TABLE rooms (room_id TEXT);'
    put schema/main/delta/2/03_program.py <<'PY'
def run_create(cursor, engine):
    cursor.execute("CREATE TABLE made (x TEXT)")
PY
    put schema/main/delta/2/04_update.sql <<'SQL'
INSERT INTO background_updates VALUES ('made_idx', '{}'), ('rooms_idx', '{}');
SQL
    say schema/main/background_updates/made_idx.sql 'CREATE INDEX made_idx ON made (x);'
    say schema/__init__.py 'SCHEMA_VERSION = 2'
    put sources/updates.py <<'PY'
class Store:
    def __init__(self):
        self.db.updates.register_background_index_update(
            "rooms_idx", index_name="rooms_idx", table="rooms", columns=["room_id"])
PY
    printf 'background-source = sources\nlayout = flat\n' >fullschema.ini
}

generate_sqlite() { "$FULLSCHEMA" generate --engine sqlite; }

# What generate reads of it.
read_files() {
    cat <<'END'
schema/common/schema_version.sql
schema/common/delta/2/01_queue.sql
schema/main/full_schemas/1/full.sql.sqlite
schema/main/delta/2/02_rooms.sql
schema/main/delta/2/03_program.py
schema/main/background_updates/made_idx.sql
schema/__init__.py
fullschema.ini
END
}

read_directories() {
    cat <<'END'
schema/common
schema/common/delta
schema/common/full_schemas
schema/common/full_schemas/1
schema/main
schema/main/delta
schema/main/delta/2
schema/main/full_schemas/1
schema/main/background_updates
sources
END
}
