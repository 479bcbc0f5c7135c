# A cache that belongs to the test, and a schema. Needs lib/common.

# own_cache: sets `cache`, the directory that runs keep things in.
own_cache() {
    enter_scratch
    unset FULLSCHEMA_CACHE
    export XDG_CACHE_HOME=$scratch/kept HOME=$scratch/nobody
    cache=$XDG_CACHE_HOME/fullschema
    put_schema
}

# from_nothing ARGUMENT...: `generate` without anything that is kept, but for the files of a server: many tests make what
# they compare with so.
from_nothing() {
    local kept=$BATS_FILE_TMPDIR/servers
    only_servers "$kept"
    "$FULLSCHEMA" generate --cache "$kept" "$@"
}
