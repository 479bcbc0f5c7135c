# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. action.yml in a pull request, as GitHub's runner takes it through: a shallow checkout of the merge, each step in its shell, what a step leaves in files.

setup() {
    enter_scratch
    put_origin
    event_base='' number=''
}

# A table and its index, made by a delta; the snapshots are regenerated or not.
add_tags() {
    put dev/schema/main/delta/2/98_tags.sql <<'SQL'
CREATE TABLE tags (room_id TEXT NOT NULL, tag TEXT NOT NULL);
CREATE INDEX tags_room_idx ON tags (room_id);
SQL
}
generate_dev() { (cd dev && "$FULLSCHEMA" generate -q); }

expect_success() { [ "$(result .conclusion)" = success ] || { echo "$output"; return 1; }; }
expect_failure() { [ "$(result .conclusion)" = failure ] || { echo "$output"; return 1; }; }
