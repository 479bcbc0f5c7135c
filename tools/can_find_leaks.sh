#!/bin/sh
# can_find_leaks.sh PROGRAM: 1 where LeakSanitizer can look at a program built with it, else 0 and the reason on stderr.
#
# It traces the process, which containers may forbid; then every such program fails at its end.
set -eu
if ASAN_OPTIONS=detect_leaks=1 "$1" 2>&1 | grep -q 'LeakSanitizer has encountered a fatal error'; then
    echo 'leaks: not looked for, as LeakSanitizer may not trace processes here' >&2
    echo 0
else
    echo 1
fi
