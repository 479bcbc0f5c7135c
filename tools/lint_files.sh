#!/bin/sh
# Finds calls that open, make, rename or remove files outside of src/base/, where this is done beneath the directory a file
# belongs to (docs/files.md): each is named, and the exit status is 1.
#
#   tools/lint_files.sh FILE...
#
# What is allowed elsewhere stands below, with the reason.
set -eu
exec awk '
BEGIN {
    calls = "freopen|fopen|fopen64|open|open64|openat|openat2|creat|rename|renameat|renameat2|unlink|unlinkat|remove|rmdir"
    calls = calls "|mkdir|mkdirat|mkdtemp|mkstemp|mkostemp|tmpfile|opendir|fdopendir|scandir|nftw|ftw|fts_open|glob"
    calls = calls "|link|linkat|symlink|symlinkat|mknod|mknodat|mkfifo|truncate|chmod|fchmodat|chown|lchown|fchownat"
    allowed["src/main.c"] = "/dev/null in the place of closed standard streams"
    allowed["src/apply/program_helper.c"] = "an empty directory of its own for the helper to start in"
    allowed["src/cache/directory.c"] = "the cache: its directory, which has to be private"
    allowed["src/cache/identity.c"] = "programs, to learn which they are"
    allowed["src/cache/pack.c"] = "a directory that is open: by descriptors, no link followed"
    allowed["src/cache/store.c"] = "entries of the cache: by descriptors, no link followed"
    allowed["src/cache/unpack.c"] = "a private directory that is open: by descriptors, no link followed"
    allowed["src/engine/postgres_cluster_data.c"] = "the data directory of the throwaway server, in one that is open"
    allowed["src/engine/postgres_cluster_start.c"] = "the same, to be told of changes"
    allowed["src/engine/postgres_cluster_dir.c"] = "files of the throwaway server, in a private directory that is open"
    allowed["src/engine/postgres_cluster_sweep.c"] = "what killed runs left: by descriptors, no link followed"
    allowed["src/engine/postgres_locate.c"] = "where Debian keeps its servers"
    allowed["src/engine/postgres_password.c"] = "the terminal"
    allowed["src/engine/sqlite_copy.c"] = "a copy of a database in a private directory"
    allowed["src/engine/sqlite_fill.c"] = "a database that a person names to be filled, and what SQLite writes beside it, no link followed"
    allowed["src/engine/sqlite_files.c"] = "what stands beside a database that base/root.h has opened, no link followed"
    allowed["src/worker/files.c"] = "/dev/urandom, before the worker is closed in"
}
FILENAME ~ /^src\/base\// || FILENAME in allowed { next }
{
    line = $0
    sub(/\/\/.*|^ *\*.*|\/\*.*\*\//, "", line)
    gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
}
line ~ "(^|[^a-zA-Z0-9_.>])(" calls ")\\(" {
    printf "%s:%d: files are opened and written in src/base/ (docs/files.md): %s\n", FILENAME, FNR, $0
    status = 1
}
END { exit status }
' "$@"
