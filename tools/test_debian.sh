#!/bin/sh
# Makes a fresh Debian below TMPDIR or /var/tmp, copies this tree into it, and runs the README's commands there:
# tools/bootstrap, which installs what is missing. As root, with debootstrap.
#
#   tools/test_debian.sh [--user] [--keep] [--take DIRECTORY] SUITE [TARGET...]
#
# SUITE is bookworm or trixie, the targets are test, unless said otherwise. With --user all of it is run by an ordinary
# user, who may install packages through sudo, as on a desktop. With --keep the system stays, and its place is printed. With
# --take what the targets put into build/release/ is copied to that directory.
set -eu
cd "$(dirname "$0")/.."
user=root keep='' take=''
while :; do
    case ${1-} in
    --user) user=somebody ;;
    --keep) keep=yes ;;
    --take)
        take=$2
        shift
        ;;
    *) break ;;
    esac
    shift
done
[ $# -gt 0 ] || { echo "usage: test_debian.sh [--user] [--keep] [--take DIRECTORY] SUITE [TARGET...]" >&2; exit 2; }
suite=$1
shift
[ $# -gt 0 ] || set -- test
[ "$(id -u)" = 0 ] || { echo "test_debian: a chroot wants root" >&2; exit 2; }
command -v debootstrap >/dev/null || { echo "test_debian: install debootstrap" >&2; exit 2; }

root=$(mktemp -d "${TMPDIR:-/var/tmp}/$suite.XXXXXX")
# What is mounted below is gone by then, with the namespace that it was mounted in.
if [ -n "$keep" ]; then
    echo "test_debian: $root" >&2
else
    trap 'rm -rf --one-file-system "$root"' EXIT
fi
trap 'exit 2' HUP INT TERM
work="$PWD/build/debian/$suite"
mkdir -p "$work/cache"
debootstrap --variant=minbase --include=sudo --cache-dir="$work/cache" "$suite" "$root" >"$work/log" 2>&1 || {
    tail -n 20 "$work/log" >&2
    exit 2
}
# Postgres is installed for its programs: no server of the system's is started.
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root" "$root/usr/sbin/policy-rc.d"
mkdir "$root/src"
git ls-files -z --cached --others --exclude-standard >"$work/files"
tar --create --null --files-from "$work/files" | tar --extract --no-same-owner --directory "$root/src"
if [ "$user" != root ]; then
    chroot "$root" useradd --create-home "$user"
    echo "$user ALL=(ALL) NOPASSWD: ALL" >"$root/etc/sudoers.d/$user"
    chroot "$root" chown -R "$user:" /src
fi

# shellcheck disable=SC2016
unshare --mount --pid --fork --kill-child sh -eu -c '
root=$1 user=$2
shift 2
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mkdir -p "$root/dev/pts"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"
home=/root
[ "$user" = root ] || home=/home/$user
exec chroot "$root" setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    HOME="$home" USER="$user" LANG=C.UTF-8 TERM=dumb WERROR="${WERROR:-}" \
    SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(date +%s)}" REPOSITORY="${REPOSITORY:-}" \
    sh -c "cd /src && exec ./tools/bootstrap \"\$@\"" sh "$@"
' sh "$root" "$user" "$@"
[ -z "$take" ] || cp -r "$root/src/build/release/." "$take"
