# What `make` installs and packs, for the files of tests that look at it.

# make_installed TARGET...: of the ordinary build, as a sanitizer's needs more of /proc than a package's root has.
# Files of tests run side by side: each waits until the manual and the completions are not being made by another.
make_installed() { env -u SANITIZE -u MAKEFLAGS flock -o "$repo/build" make -s -C "$repo" "$@"; }
