#!/bin/sh
# build.sh DIRECTORY: builds what is released for this distribution and machine, in a build directory of its own, into
# DIRECTORY.
set -eu
cd "$(dirname "$0")/../.."
exec make -j"$(getconf _NPROCESSORS_ONLN)" BUILD=build/release-build RELEASE="$1" \
    CFLAGS="-O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -ffile-prefix-map=$PWD=." release-parts
