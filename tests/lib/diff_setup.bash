# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. fullschema diff: every kind of source, every option, every way it ends.

# old/ and new/ are directories of snapshots in the flat layout, of versions 1
# and 2, and in repository/ new/ is committed over old/ as snapshots/.
setup_file() {
    enter_scratch
    export file_scratch=$scratch
    put_schema
    "$FULLSCHEMA" generate -q --all-versions -o old
    cp -r old new
    echo 'CREATE TABLE topics (room_id TEXT NOT NULL);' | tee -a new/2/main/full.sql.postgres >>new/2/main/full.sql.sqlite
    rm -r new/2/state
    export GIT_CEILING_DIRECTORIES=$scratch GIT_CONFIG_GLOBAL=/dev/null
    git init -q -b main repository
    cp -r old repository/snapshots
    printf 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' >repository/lfs.sql.sqlite
    ln -s snapshots repository/link
    git -C repository add .
    git -C repository update-index --add --cacheinfo "160000,$(printf '1%.0s' $(seq 40)),module"
    git -C repository commit -qm old
    git -C repository tag -a -m 'the first' first
    rm -r repository/snapshots && cp -r new repository/snapshots
    git -C repository add snapshots && git -C repository commit -qm new
    git clone -q --bare repository bare.git
}

teardown_file() {
    rm -rf "$file_scratch"
}

setup() {
    enter_scratch
    cp -r "$file_scratch"/{old,new,schema} .
}

diff_() {
    run --separate-stderr "$FULLSCHEMA" diff "$@"
}
