# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. Plain directories of migrations: --layout-in numbered.

numbered() { run --separate-stderr "$FULLSCHEMA" generate -s migrations --layout-in numbered "$@"; }

expect_in_output() { [[ $output == *"$1"* ]] || { show_run; false; }; }

# The tables of the only snapshot below the directory, in a line.
tables() { sed -n 's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$1"/full.sql.* | paste -sd' '; }

# Makes the snapshot of a directory that is expected to make these tables and no others, without a word.
makes() {
    local dir=$1 engine=$2 want=$3
    run --separate-stderr "$FULLSCHEMA" generate -s "$dir" -o "$dir.made" --layout-in numbered --engine "$engine"
    expect_status 0
    [ -z "$stderr" ] || show_run
    [ "$(tables "$dir.made")" = "$want" ] || { tables "$dir.made"; false; }
}

migration() { put "migrations/$1"; }

# rows TABLE: those of the snapshot.
rows() { grep "^INSERT INTO $1 " full_schemas/full.sql.* || true; }
