#!/bin/sh
# Makes a fresh Debian 13 below TMPDIR or /var/tmp, copies this tree into it, and runs tools/bootstrap there, which
# installs what is missing; as root, with debootstrap.
#
#   tools/test_debian13.sh [TARGET...]     test, unless said otherwise
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- test
[ "$(id -u)" = 0 ] || { echo "test_debian13: a chroot wants root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "test_debian13: install debootstrap" >&2; exit 2; }

root=$(mktemp -d "${TMPDIR:-/var/tmp}/debian13.XXXXXX")
# What is mounted below is gone by then, with the namespace that it was mounted in.
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'exit 2' HUP INT TERM
mkdir -p build/debian13.cache
debootstrap --variant=minbase --cache-dir="$PWD/build/debian13.cache" trixie "$root" >build/debian13.log 2>&1 || {
    tail -n 20 build/debian13.log >&2
    exit 2
}
# Postgres is installed for its programs: no server of the system's is started.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root" "$root/usr/sbin/policy-rc.d"
mkdir "$root/src"
git ls-files -z --cached --others --exclude-standard >build/debian13.files
tar --create --null --files-from build/debian13.files | tar --extract --directory "$root/src"

# shellcheck disable=SC2016
unshare --mount --pid --fork --kill-child sh -eu -c '
root=$1
shift
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mkdir -p "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"
exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb WERROR="${WERROR:-}" \
    sh -c "cd /src && exec ./tools/bootstrap \"\$@\"" sh "$@"
' sh "$root" "$@"
