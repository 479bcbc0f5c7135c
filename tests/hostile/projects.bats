#!/usr/bin/env bats
# The sections of fullschema.ini that say where migrations are: a pull request can write them.

load ../lib/common

# leads_out VALUE: a section that says it is refused, with its line, before anything is read.
leads_out() {
    printf '[database main]\nsqlite = %s\n' "$1" >fullschema.ini
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 2
    [[ $stderr == *'fullschema.ini:2: sqlite: '*' leads out of '* ]] || { show_run; return 1; }
    [[ $stderr != *secret* && ! -e full_schemas ]] || { show_run; return 1; }
}

@test "a directory outside of the project is not read, by whatever way" {
    mkdir project
    say elsewhere/1_a.sql 'CREATE TABLE secret (id integer);'
    cd project
    leads_out ../elsewhere
    leads_out "$scratch/elsewhere"
    ln -s ../elsewhere inside
    leads_out inside
    # A file of the project that stands for one outside is not read either.
    mkdir db
    ln -s ../../elsewhere/1_a.sql db/1_a.sql
    say fullschema.ini '[database main]
sqlite = db'
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 2
    [[ $stderr == *'db/1_a.sql'* && $stderr != *secret* ]] || { show_run; false; }
}

@test "a base outside of the project is not read, by whatever way" {
    local value
    mkdir project
    say elsewhere/all.sql 'CREATE TABLE secret (id integer);'
    cd project
    ln -s ../elsewhere inside
    ln -s ../elsewhere/all.sql link.sql
    for value in ../elsewhere/all.sql "$scratch/elsewhere/all.sql" inside/all.sql '../elsewhere/*.sql' 'inside/*' link.sql 'li*.sql'; do
        printf '[database main]\nbase sqlite = %s\n' "$value" >fullschema.ini
        run --separate-stderr "$FULLSCHEMA" generate
        expect_status 2
        [[ $stderr != *secret* && ! -e full_schemas ]] || { show_run; return 1; }
    done
}
