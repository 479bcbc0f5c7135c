#!/usr/bin/env bats
# Few processes, little address space: a run does all it was asked, or ends with status 2 and a line that says why, and
# leaves neither files nor processes. Few descriptors, and disks that are full: inherited.bats.

load ../lib/common
load ../lib/hostile_files

setup() {
    enter_scratch
    mkdir outside project
    cd project || return 1
    as=()
    put_schema
    "$FULLSCHEMA" generate -o plain
}

# within_limit ENGINE COMMAND...: what runs the tool under a limit; counts in `done` and `failed`.
within_limit() {
    local engine=$1
    shift
    rm -rf out
    say "out/2/main/full.sql.$engine" old
    [ ${#as[@]} = 0 ] || chown -R "$user" out
    run --separate-stderr timeout --foreground 120 "$@" "$FULLSCHEMA" generate --engine "$engine" --output out
    nothing_left
    if [ "$status" -eq 0 ]; then
        diff "plain/2/main/full.sql.$engine" "out/2/main/full.sql.$engine"
        done=$((done + 1))
        return
    fi
    expect_status 2
    # One cause, whose details are set off; of several databases each may have met it.
    [ -z "$(grep -vE '^(fullschema: .|hint: .| )' <<<"$stderr")" ] || { show_run; return 1; }
    [[ $stderr == 'fullschema: '* ]] || { show_run; return 1; }
    [ "$(cat "out/2/main/full.sql.$engine")" = old ]
    failed=$((failed + 1))
}

# busy: how many processes and threads the user has: the limit is of all.
busy() { ps -L -o lwp= -u "$user" | wc -l; }

@test "few processes" {
    local user n least=3 done=0 failed=0
    # As root an account of every Debian that nothing runs as: the servers of other tests run as nobody.
    user=$(id -un)
    [ "$user" != root ] || user=games
    as_user "$user"
    # Others of an ordinary user end and begin meanwhile.
    [ ${#as[@]} != 0 ] || least=0
    for n in 1 2 3 5 8 30; do
        within_limit sqlite "${as[@]}" prlimit --nproc=$(($(busy) + n))
    done
    for n in 2 5 6 7 9 11; do
        within_limit postgres "${as[@]}" prlimit --nproc=$(($(busy) + n))
    done
    [ "$done" -gt 0 ]
    [ "$failed" -gt "$least" ]
}

@test "little address space" {
    local mib done=0 failed=0
    # With less the program is not even loaded, which is the loader's to say.
    for mib in 40 60 500; do
        prlimit --as=$((mib << 20)) "$FULLSCHEMA" --version || continue
        within_limit sqlite prlimit --as=$((mib << 20))
    done
    for mib in 60 80 110 140; do
        prlimit --as=$((mib << 20)) "$FULLSCHEMA" --version || continue
        within_limit postgres prlimit --as=$((mib << 20))
    done
    [ "$done" -gt 0 ]
    [ "$failed" -gt 1 ]
}
