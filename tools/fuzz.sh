#!/bin/sh
# fuzz.sh SECONDS TARGET...: runs targets of libFuzzer (tests/fuzz/), each so long, or RUNS times where that is set, with inputs
# of at most LENGTH bytes, two at a time. The exit status is 1 where one of them found something, which lies in
# build/fuzz/found/.
set -eu
seconds=$1
shift
place=build/fuzz
mkdir -p "$place/found" "$place/seeds"
# What to begin with: the deltas and settings that there are in the tests.
find tests/cases tests/fixtures schema -type f \( -name '*.sql*' -o -name '*.ini' -o -name '*.txt' -o -name '*.py' \) -size -4k |
    while read -r file; do
        cp "$file" "$place/seeds/$(echo "$file" | tr / _)"
    done

if [ -n "${RUNS:-}" ]; then end=-runs=$RUNS; else end=-max_total_time=$seconds; fi

try() {
    mkdir -p "$place/corpus/$1"
    # A small quarantine and no weights of inputs: half as many runs again in the same time.
    ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=8:malloc_context_size=4 "$place/fuzz_$1" -entropic=0 \
        "$end" -max_len="${LENGTH:-1500}" -timeout=60 -rss_limit_mb=4000 \
        -artifact_prefix="$(pwd)/$place/found/$1-" -print_final_stats=1 "$(pwd)/$place/corpus/$1" "$(pwd)/$place/seeds" \
        >"$place/$1.log" 2>&1 ||
        echo "$1" >>"$place/failed"
    echo "$1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$place/$1.log") runs$(grep -q "^$1\$" "$place/failed" && echo ', and something found: build/fuzz/'"$1".log)"
}

: >"$place/failed"
for target; do
    try "$target" &
    running="${running:-} $!"
    # shellcheck disable=SC2086 # one word each
    set -- $running
    if [ $# -ge 2 ]; then
        wait "$1"
        running=$2
    fi
done
wait
[ ! -s "$place/failed" ]
