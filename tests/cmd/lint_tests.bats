#!/usr/bin/env bats
# tools/lint_tests.sh: tests that could not fail.

load ../lib/common

# faults: the lines that are found in what stands on stdin.
faults() {
    put a.bats
    chmod +x a.bats
    "$repo/tools/lint_tests.sh" a.bats | sed -E 's/^a\.bats:([0-9]+): .*/\1/'
}

@test "none of ours" {
    "$repo/tools/lint_tests.sh" "$repo"/tests/*/*.bats "$repo"/tests/lib/*.bash
}

@test "each kind of line that passes whatever happens is found" {
    diff -u - <(faults <<'END'
checks() {
    ! grep -q x file
    [ -e a ] && [ -e b ]
    [[ $output == *a* ]] && [ -e b ]
    for word in $(list); do check "$word"; done
    while read -r word; do check "$word"; done < <(list)
    diff <(one) <(other)
    diff -u <(one | sort) <(other)
    run ! grep -q x file
    run ! cmp -s a b
    expect_in_stderr ''
    [[ $output == ** ]]
    local a=$(failing)
    export A="$(failing)"
    check; ! grep x file
    for i in 1 2; do ! grep x file; done
}
END
) <<'END'
2
3
4
5
6
7
8
9
10
11
12
13
14
15
16
END
}

@test "a string for standard input does not hide what comes after it" {
    [ "$(printf '%s\n' 'reads <<<WORD' '! grep -q x file' WORD | faults)" = 2 ]
}

@test "a file that prove cannot execute is named" {
    echo '# none' | put a.bats
    run -1 "$repo/tools/lint_tests.sh" a.bats
    [ "$output" = 'a.bats: prove cannot run it: chmod +x' ]
}

@test "what fails as it should is left alone" {
    diff -u /dev/null <(faults <<'END'
gone() {
    ! readlink link
}
no_files() { ! ls a; }
checks() {
    run -1 grep -q x file
    run ! failing
    if ! grep -q x file; then false; fi
    while [ -e a ] && ! [ -e b ]; do sleep 1; done
    [ -e a ] || return 1
    [ -e a ] && [ -e b ] || return 1
    [[ -e a && ! -e b ]]
    [ "$(cd a && ls)" = b ]
    for word in $list "$(one)"; do check "$word"; done
    for i in $(seq 10); do check "$i"; done
    diff -u - <(one) <<SQL
! not a command
[ -e a ] && [ -e b ]
SQL
    # ! not a command
    local tries=$((1 + 1))
    expect_same <(one) <(other)
}
END
)
}
