#!/usr/bin/env bats
# Revisions of git that are options, expressions, paths and rubbish, and repositories that are damaged.

load ../lib/common

setup() {
    enter_scratch
    git init -q
    say full_schemas/1/main/full.sql.sqlite 'CREATE TABLE t (x TEXT);'
    git add -A
    git commit -qm one
    say full_schemas/1/main/full.sql.sqlite 'CREATE TABLE t (x TEXT, y TEXT);'
}

@test "what is no revision is one error, runs nothing and makes nothing" {
    local revision before
    before=$(find . -type f | LC_ALL=C sort)
    while read -r revision; do
        run --separate-stderr timeout 60 "$FULLSCHEMA" diff -- "$revision" full_schemas
        expect_status 2
        [ "$(grep -c '^fullschema: ' <<<"$stderr")" = 1 ] || { show_run; false; }
        [[ $stderr != *$'\e'* ]]
    done <<'END'
--output=made
--upload-pack=touch made:full_schemas
-c core.pager=touch:full_schemas
HEAD:../../../../etc/passwd
HEAD:/etc/passwd
HEAD:full_schemas/../../..
HEAD~99999999999999999999:full_schemas
HEAD@{99999999999999999999}:full_schemas
HEAD@{4294967296}
HEAD@{-18446744073709551616}
:/one:full_schemas
HEAD^{/(((((a+)+)+)+)+$}:full_schemas
HEAD^{blob}:full_schemas
HEAD..HEAD:full_schemas
$(touch made):full_schemas
`touch made`:full_schemas
ext::sh -c touch% made:full_schemas
file:///etc:full_schemas
HEAD:.git/config
0000000000000000000000000000000000000000:full_schemas
END
    [ "$(find . -type f | LC_ALL=C sort)" = "$before" ]
}

@test "damaged repositories: an error that says so, or what is still there" {
    local damage
    cp -r .git kept
    while read -r damage; do
        rm -rf .git
        cp -r kept .git
        eval "$damage"
        run --separate-stderr timeout 60 "$FULLSCHEMA" diff HEAD full_schemas
        [[ $status = [12] ]] || { echo "$damage"; show_run; false; }
        [ "$status" -eq 1 ] || [ -n "$stderr" ] || { echo "$damage"; false; }
    done <<'END'
rm -rf .git/objects
: >.git/HEAD
head -c 100000 /dev/zero >.git/HEAD
echo 'ref: refs/heads/../../../etc/passwd' >.git/HEAD
rm .git/refs/heads/*
echo '[core' >.git/config
printf '[core]\nrepositoryformatversion = 99\n' >.git/config
printf '[core]\npager = touch made\nfsmonitor = touch made\nsshCommand = touch made\n' >>.git/config
printf '[include]\npath = /dev/zero\n' >>.git/config
mkdir -p .git/objects/info; echo /dev/zero >.git/objects/info/alternates
rm -rf .git; echo 'gitdir: /dev/zero' >.git
rm -rf .git; mkfifo .git
END
    [ ! -e made ]
}
