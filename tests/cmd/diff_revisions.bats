#!/usr/bin/env bats
# fullschema diff: revisions of git, and words that name no two sides.

load ../lib/common
load ../lib/server
load ../lib/diff_setup

@test "revisions: files and directories, from the repository, below it, bare and from outside" {
    cd "$file_scratch/repository"
    diff_ HEAD~1:snapshots HEAD:snapshots
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> HEAD:snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    [[ $output == *'4 changes: 2 breaking'* ]]
    diff_ @~1:snapshots @^:snapshots
    expect_status 0
    diff_ @~1:snapshots @:snapshots
    expect_status 1
    diff_ first:snapshots/2/main/full.sql.sqlite snapshots/2/main/full.sql.sqlite
    expect_status 1
    diff_ 'HEAD^{/old}:snapshots' first:snapshots
    expect_status 0
    cd snapshots/2
    diff_ HEAD:./main main
    expect_status 0
    diff_ HEAD:../2 HEAD:snapshots/2
    expect_status 0
    cd "$file_scratch/bare.git"
    diff_ main~1:snapshots main:snapshots
    expect_status 1
    cd "$scratch"
    diff_ "main:$file_scratch/bare.git/snapshots" "HEAD:$file_scratch/repository/snapshots"
    expect_status 0
}

@test "revisions that are not there: what was looked for, and where" {
    cd "$file_scratch/repository"
    diff_ nowhere:snapshots snapshots
    expect_status 2
    expect_stderr <<<"fullschema: nowhere:snapshots: no revision nowhere in the repository $file_scratch/repository/"
    diff_ HEAD:snapshots/9/main snapshots
    expect_stderr <<<"fullschema: HEAD:snapshots/9/main: no snapshots/9 in revision HEAD of the repository $file_scratch/repository/"
    diff_ HEAD:lfs.sql.sqlite snapshots
    expect_in_stderr 'HEAD:lfs.sql.sqlite: a pointer of Git LFS stands where the snapshot should be'
    diff_ HEAD:module/x snapshots
    expect_in_stderr 'module is a submodule'
    diff_ HEAD:link snapshots
    expect_in_stderr 'HEAD:link: the path is a symbolic link'
    diff_ HEAD:../.. snapshots
    expect_in_stderr 'the path is outside the repository'
    git clone -q --depth 1 "file://$file_scratch/repository" "$scratch/shallow"
    cd "$scratch/shallow"
    diff_ HEAD~1:snapshots snapshots
    expect_in_stderr 'the repository is shallow: git fetch --unshallow'
    cd "$scratch"
    diff_ HEAD:snapshots old
    expect_in_stderr 'no git repository around the working directory'
}

@test "revisions alone: the directory of snapshots is found" {
    cd "$file_scratch/repository"
    diff_ HEAD~1 HEAD
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> HEAD:snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    [[ $output == *'4 changes: 2 breaking'* ]]
    local all=$output
    diff_ HEAD~1..HEAD
    expect_status 1
    [ "$output" = "$all" ]
    diff_ HEAD~1..
    [ "$output" = "$all" ]
    diff_ first main~1
    expect_status 0
    cd snapshots/2
    diff_ HEAD~1 HEAD
    [ "$output" = "$all" ]
    # Not by name, but by where they stand.
    cd "$file_scratch/bare.git"
    diff_ main~1 main
    expect_status 1
}

@test "a revision against the working tree, and no word for HEAD" {
    cp -r "$file_scratch/repository" r
    cd r
    diff_
    expect_status 0
    diff_ HEAD~1
    expect_status 1
    [[ $output == *'HEAD~1:snapshots/2/main/full.sql.{postgres,sqlite} -> snapshots/2/main/full.sql.{postgres,sqlite}'* ]]
    echo 'CREATE TABLE more (id INTEGER);' >>snapshots/2/main/full.sql.sqlite
    mkdir -p deep/er
    cd deep/er
    diff_
    expect_status 1
    [[ $output == *'HEAD:snapshots/2/main/full.sql.sqlite -> ../../snapshots/2/main/full.sql.sqlite'*'+ table more'* ]]
    cd ../../snapshots
    diff_
    [[ $output == *'-> ./2/main/full.sql.sqlite'* ]]
    cd ..
    mv snapshots elsewhere
    diff_
    expect_status 2
    expect_stderr <<<'fullschema: the working tree has no snapshots, where HEAD has its snapshots'
    diff_ HEAD elsewhere
    expect_status 1
}

@test "A...B is B and where it parted from A" {
    cp -r "$file_scratch/repository" r
    cd r
    git checkout -q -b branch
    echo 'CREATE TABLE of_branch (id INTEGER);' >>snapshots/2/main/full.sql.sqlite
    git commit -qam branch
    git checkout -q main
    echo 'CREATE TABLE of_main (name TEXT);' >>snapshots/2/main/full.sql.sqlite
    git commit -qam main
    diff_ main...branch
    expect_status 1
    [[ $output == *'+ table of_branch'* && $output != *of_main* ]]
    [[ $output == *"main, sqlite: $(git rev-parse --short=12 HEAD~1):snapshots/2/main/full.sql.sqlite -> branch:"* ]]
    diff_ main..branch
    [[ $output == *'+ table of_branch'*'- table of_main'* ]]
    git checkout -q --orphan other
    git commit -qm other
    diff_ main...other
    expect_status 2
    expect_in_stderr 'main...other: the revisions have no commit in common'
    diff_ main...elsewhere
    expect_in_stderr 'main...elsewhere: elsewhere is no revision of the repository' 'a branch, a tag or a commit'
    git tag v1.0
    diff_ v1,0...main
    expect_in_stderr 'v1,0...main: v1,0 is no revision of the repository' 'did you mean v1.0?'
    diff_ main...branhc
    expect_in_stderr 'branhc is no revision of the repository' 'did you mean branch?'
}

@test "of several directories the usual one, the one here, or the one that was chosen" {
    git init -q r
    cd r
    mkdir -p one two
    cp -r ../old one/full_schemas
    cp -r ../new two/snapshots
    git add . && git commit -qm both
    diff_ HEAD
    expect_status 2
    expect_stderr <<'END'
fullschema: HEAD: snapshots stand in several directories of the revision
hint: choose one as HEAD:DIR: one/full_schemas, two/snapshots
END
    (cd one && "$FULLSCHEMA" diff HEAD)
    (cd two && "$FULLSCHEMA" diff HEAD)
    diff_ --output two/snapshots HEAD
    expect_status 0
    say fullschema.ini 'output = one/full_schemas'
    diff_ HEAD
    expect_status 0
    diff_ --output three HEAD HEAD
    expect_status 2
    expect_in_stderr 'HEAD:three: no three in revision HEAD'
    diff_ --output .. HEAD HEAD
    expect_in_stderr 'HEAD: .. is outside the repository'
    rm fullschema.ini
    git rm -rq one two
    git commit -qm none
    diff_ HEAD~1:one/full_schemas HEAD
    expect_status 2
    expect_in_stderr 'HEAD: the revision has no snapshots'
}

@test "words that name no two sides" {
    diff_ old
    expect_status 2
    expect_in_stderr 'old: the other side is missing' 'hint: a revision of git alone'
    diff_
    expect_status 2
    expect_in_stderr 'HEAD: no such file or directory, and no git repository is around'
    diff_ old new old
    expect_in_stderr 'unexpected argument: old' 'usage: fullschema diff [OPTION...] [OLD [NEW]]'
    cd "$file_scratch/repository"
    diff_ nowhere
    expect_in_stderr "nowhere: no such file or directory, nor a revision of the repository $file_scratch/repository/"
    diff_ ../nowhere
    expect_in_stderr '../nowhere: no such file or directory'
    cd "$file_scratch/bare.git"
    diff_ main
    expect_in_stderr 'main: the repository is bare'
}

@test "a repository of another user is read" {
    [ "$(id -u)" = 0 ] || skip 'only root can give a directory away'
    cp -r "$file_scratch/repository" mine
    chown -R nobody mine
    cd mine
    run git -c safe.directory= rev-parse HEAD
    [ "$status" -ne 0 ]
    diff_ HEAD:snapshots snapshots
    expect_status 0
}
