#!/usr/bin/env bats
# fullschema check --against: databases whose migrations are programs, or have some among them.

load ../lib/common
load ../lib/server
load ../lib/server_a_file
load ../lib/history
load ../lib/applied_setup

programs_in_order() { [ "$1" = alembic ] && echo 3 2 1 || echo 1 2 3; }

# each_program ENGINE: nobody here runs them, so that a snapshot of the version reached is compared.
each_program() {
    local n tools first second last
    tools=$(program_tools)
    engine=$1
    for n in $tools; do
        echo "# $n"
        rm -rf migrations full_schemas
        read -r first second last <<<"$(programs_in_order "$n")"
        for i in $first $second $last; do put_program "$n" migrations "$i"; done
        new_database "$n" "$1"
        { program_ddl "$n" "$1"; program_row "$n" "$first"; program_row "$n" "$second"; history_made 1; history_made 2; } | sql "$database"
        check "$database"
        expect_status 2
        expect_in_stderr 'its migrations are programs, which are not run here, and there is no snapshot of version 2' \
            "fullschema inspect DATABASE > full_schemas/2/main/full.sql.$1"
        mkdir -p full_schemas/2/main
        { history_made 1; history_made 2; } >full_schemas/2/main/full.sql.$1
        check "$database"
        expect_status 0
        expect_output <<END
no changes
1 pending:
  migrations/$(program_file "$n" "$last")
END
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        sql "$database" <<<'DROP INDEX t2_name_idx'
        check "$database"
        expect_status 1
        [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    done
}

@test "Rails, Knex, Sequelize and Alembic, whose migrations are programs, on SQLite" {
    each_program sqlite
}

@test "Rails, Knex, Sequelize and Alembic on Postgres" {
    each_program postgres
}

# mixed_name TOOL N, mixed_row TOOL N: a program among migrations in SQL, and the row that says that it has run.
mixed_name() {
    case $1 in
    flyway) echo "V${2}__p$2.java" ;;
    goose) echo "2024010${2}000000_p$2.go" ;;
    node-pg-migrate) echo "2024010${2}000000_p$2.js" ;;
    refinery) echo "V${2}__p$2.rs" ;;
    esac
}
mixed_row() {
    case $1 in
    flyway) echo "INSERT INTO flyway_schema_history VALUES ($2, '$2', 'p$2', 'JDBC', 'db.migration.V$2__p$2', NULL, 'me', '2024-02-01', 5, $3);" ;;
    goose) echo "INSERT INTO goose_db_version (version_id, is_applied) VALUES (2024010${2}000000, $3);" ;;
    node-pg-migrate) echo "INSERT INTO pgmigrations (name, run_on) VALUES ('2024010${2}000000_p$2', '2024-02-01');" ;;
    refinery) echo "INSERT INTO refinery_schema_history VALUES ($2, 'p$2', '2024-02-01T00:00:00Z', '1');" ;;
    esac
}

# each_mixed ENGINE TOOL...: what has not run is pending, in its place; what has run is passed over.
each_mixed() {
    local n true=true
    [ "$1" = postgres ] || true=1
    for n in "${@:2}"; do
        echo "# $n"
        have "$n" "$1" 1 2
        mv "migrations/$(history_file "$n" 3)" "migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')"
        say "migrations/$(mixed_name "$n" 4)" '// a program'
        say "migrations/$(mixed_name "$n" 6)" '// a program'
        check "$database"
        expect_status 0
        expect_output <<END
no changes
3 pending:
  migrations/$(mixed_name "$n" 4)
  migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')
  migrations/$(mixed_name "$n" 6)
END
        [ -z "$stderr" ] || { echo "$stderr"; return 1; }
        check "$database" --at head
        expect_status 1
        [[ $output == *"- applied delta migrations/$(mixed_name "$n" 4)"* ]]
        mixed_row "$n" 4 $true | sql "$database"
        check "$database"
        expect_status 0
        expect_output <<END
no changes
2 pending:
  migrations/$(history_file "$n" 3 | sed 's/3/5/; s/t3/t5/')
  migrations/$(mixed_name "$n" 6)
END
        expect_stderr <<<"migrations/$(mixed_name "$n" 4): warning: passed over: its number makes it a migration, but only those in SQL can be run"
        sql "$database" <<<'DROP INDEX t2_name_idx'
        check "$database"
        expect_status 1
        [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    done
}

@test "programs among migrations in SQL are pending until they have run, on SQLite" {
    each_mixed sqlite goose flyway refinery
}

@test "programs among migrations in SQL are pending until they have run, on Postgres" {
    each_mixed postgres goose flyway refinery node-pg-migrate
}

@test "a program among SQL that did not end well is a finding" {
    have flyway sqlite 1 2
    say migrations/V4__p4.java '// a program'
    mixed_row flyway 4 0 | sql "$database"
    check "$database"
    expect_status 1
    [[ $output == *'~ applied delta V4__p4.java'* && $output == *'did not end well'* ]]
}

@test "of programs at a fixed path an earlier version stands beside it" {
    engine=sqlite
    for n in 1 2 3; do put_program rails migrations $n; done
    new_database rails sqlite
    { program_ddl rails sqlite; program_row rails 1; program_row rails 2; history_made 1; history_made 2; } | sql "$database"
    { history_made 1; history_made 2; history_made 3; } | put db/structure.sql
    check "$database" -o db/structure.sql
    expect_status 2
    expect_in_stderr 'there is no snapshot of version 2' 'fullschema inspect DATABASE > db/structure.2.sql keeps one'
    run --separate-stderr "$FULLSCHEMA" inspect --layout-in numbered -s migrations "$database"
    put db/structure.2.sql <<<"$output"
    check "$database" -o db/structure.sql
    expect_status 0
    expect_output <<END
no changes
1 pending:
  migrations/$(program_file rails 3)
END
    sql "$database" <<<'DROP INDEX t2_name_idx'
    check "$database" -o db/structure.sql
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    # patterns, and what cannot be read, which is not the same as not there
    mkdir out
    mv db/structure.2.sql out/full.2.sql.sqlite
    mv db/structure.sql out/full.sql.sqlite
    check "$database" -o out --layout one
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
    mv out/full.2.sql.sqlite out/schema.2.sqlite.sql
    mv out/full.sql.sqlite out/schema.sqlite.sql
    check "$database" -o 'out/schema.{engine}.sql'
    expect_status 1
    [[ $output == *'- index t2_name_idx'* && $output == *'1 change:'* ]]
}
