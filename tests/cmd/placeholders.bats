#!/usr/bin/env bats
# Placeholders in migrations: ${x} of Flyway, and those of other tools.

load ../lib/common
load ../lib/numbered_setup

@test "placeholders of Flyway: an error with its place in code, literals and comments, until they have a value" {
    migration V1__rooms.sql <<'SQL'
-- for ${app}
CREATE TABLE rooms (id integer, name varchar(20) DEFAULT '${name}');
INSERT INTO rooms VALUES (1, 'é ${ name }'), (2, '${name}');
SQL
    numbered --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/V1__rooms.sql:1:8: ${app} has no value, and flyway would put one there
    -- for ${app}
           ^
hint: --placeholder '"'app=VALUE'"' gives it; where flyway leaves it as it is, --keep-placeholders
migrations/V1__rooms.sql:2:59: ${name} has no value' 'migrations/V1__rooms.sql:3:33: ${ name } has no value'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 3 ]
    numbered --engine sqlite --placeholder app=x --placeholder "name=it''s" --placeholder ' name =b'
    expect_status 0
    [ "$(rows rooms)" = "INSERT INTO rooms VALUES (1, 'é b');
INSERT INTO rooms VALUES (2, 'it''s');" ] || [ "$(rows rooms | grep -c "it''s")" = 1 ]
    grep -q "DEFAULT 'it''s'" full_schemas/full.sql.sqlite
    # places behind a value are those of the file
    echo "SELECT '\${name}', no_such;" >>migrations/V1__rooms.sql
    numbered --engine sqlite --placeholder app=x --placeholder name=a_very_long_value_of_it --placeholder ' name =b'
    expect_status 2
    expect_in_stderr 'migrations/V1__rooms.sql:4:19: sqlite: no such column: no_such'
    sed -i '$d' migrations/V1__rooms.sql
    numbered --engine sqlite --keep-placeholders
    expect_status 0
    grep -qF "DEFAULT '\${name}'" full_schemas/full.sql.sqlite
    # for a file alone, as Flyway has it
    say migrations/V1__rooms.sql.conf 'placeholderReplacement=false'
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
    # the same names are refinery's, which replaces nothing
    rm migrations/V1__rooms.sql.conf
    mkdir .git && printf '[dependencies]\nrefinery = "0.8"\n' >Cargo.toml
    numbered --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}

@test "goose: ENVSUB that is on before the first section is on in it; what does not run wants no value" {
    migration goose/1_rooms.sql <<'SQL'
-- +goose ENVSUB ON
-- +goose Up
CREATE TABLE rooms (id integer, a $KIND);
-- +goose Down
DROP TABLE ${OTHER};
SQL
    numbered -s migrations/goose --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/goose/1_rooms.sql:3:35: $KIND has no value, and goose would put one there'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 1 ]
    numbered -s migrations/goose --engine sqlite --placeholder KIND=TEXT
    expect_status 0
    grep -q ' a TEXT$' full_schemas/full.sql.sqlite
}

@test "placeholders of other tools, where these have them and nowhere else" {
    migration goose/1_rooms.sql <<'SQL'
-- +goose Up
CREATE TABLE rooms (id integer, a text DEFAULT '$HOME ${HOME}');
-- +goose ENVSUB ON
CREATE TABLE ${PREFIX}users (id integer, a text DEFAULT '${OTHER:-other}');
-- +goose ENVSUB OFF
-- +goose Down
DROP TABLE ${PREFIX}users;
SQL
    numbered -s migrations/goose --engine sqlite
    expect_status 2
    expect_in_stderr 'migrations/goose/1_rooms.sql:4:14: ${PREFIX} has no value, and goose would put one there'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 1 ]
    numbered -s migrations/goose --engine sqlite --placeholder PREFIX=my_
    expect_status 0
    [ "$(tables full_schemas)" = 'my_users rooms' ]
    grep -qF "DEFAULT '\$HOME \${HOME}'" full_schemas/full.sql.sqlite
    grep -qF "DEFAULT 'other'" full_schemas/full.sql.sqlite
    migration tern/001_rooms.sql <<'SQL'
CREATE TABLE {{.prefix}}rooms (id integer, a text DEFAULT '{{ .name }} ${x}');
{{ template "shared/x.sql" . }}
---- create above / drop below ----
DROP TABLE {{.prefix}}rooms;
SQL
    numbered -s migrations/tern --engine postgres
    expect_status 2
    expect_in_stderr 'migrations/tern/001_rooms.sql:1:14: {{.prefix}} has no value' 'migrations/tern/001_rooms.sql:1:60: {{ .name }} has no value' \
        'migrations/tern/001_rooms.sql:2:1: {{ template "shared/x.sql" . }} is for tern to work out'
    sed -i 2d migrations/tern/001_rooms.sql
    numbered -s migrations/tern --engine postgres --placeholder prefix=p --placeholder name=n
    expect_status 0
    migration mybatis/1_rooms.sql <<'SQL'
-- // rooms
CREATE TABLE rooms (id integer, a text DEFAULT '\${x} ${y}');
-- //@UNDO
DROP TABLE ${z};
SQL
    numbered -s migrations/mybatis --engine sqlite
    expect_status 2
    expect_in_stderr ':2:55: ${y} has no value, and mybatis would'
    [ "$(grep -c 'has no value' <<<"$stderr")" = 1 ]
    # dbmate and others have none
    migration dbmate/1_rooms.sql <<'SQL'
-- migrate:up
CREATE TABLE rooms (id integer, a text DEFAULT '${x} {{.y}} @Z@');
-- migrate:down
SQL
    numbered -s migrations/dbmate --engine sqlite
    expect_status 0
    [ -z "$stderr" ]
}

@test "a placeholder in a directory of nobody knows whom is a warning, and in a comment nothing" {
    migration 1_rooms.sql <<'SQL'
-- for ${app}
CREATE TABLE rooms (id integer, a text DEFAULT 'Hello ${name}');
SQL
    numbered --engine sqlite
    expect_status 0
    expect_stderr <<'END'
migrations/1_rooms.sql:2:55: warning: this may be a placeholder: it goes into the database as it is
    CREATE TABLE rooms (id integer, a text DEFAULT 'Hello ${name}');
                                                          ^
hint: --migration-tool says whose migrations these are; or --keep-placeholders
END
    for word in --keep-placeholders --migration-tool=sqlx; do
        numbered --engine sqlite $word
        expect_status 0
        [ -z "$stderr" ]
    done
    numbered --engine sqlite --migration-tool flyway
    expect_status 2
    # said in the project's settings, and handed on
    printf 'schema = migrations\nlayout-in = numbered\nengine = sqlite\nmigration-tool = flyway\nplaceholder = app=x\nplaceholder = name=y\n' >fullschema.ini
    run "$FULLSCHEMA" generate -q
    expect_status 0
    run "$FULLSCHEMA" check
    expect_status 0
    run "$FULLSCHEMA" verify --reproducible
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" generate -q --placeholder nothing
    expect_status 2
    expect_in_stderr '--placeholder nothing: not NAME=VALUE'
    run --separate-stderr "$FULLSCHEMA" generate -q --migration-tool flywy
    expect_status 2
    put_schema
    run --separate-stderr "$FULLSCHEMA" generate -c '' --keep-placeholders
    expect_status 2
    expect_in_stderr '--keep-placeholders is for --layout-in numbered'
}

@test "a setting beside a migration of Flyway that is not followed is an error" {
    local setting
    say migrations/V1__rooms.sql 'CREATE TABLE rooms (id INTEGER);'
    for setting in shouldExecute=false encoding=UTF-16 'unheard = of'; do
        printf '# of this one\n%s\n' "$setting" >migrations/V1__rooms.sql.conf
        run --separate-stderr -2 "$FULLSCHEMA" generate -s migrations --engine sqlite -o out.sql
        [[ $stderr == 'migrations/V1__rooms.sql.conf:2:1: flyway has a setting here that fullschema does not follow'* ]] ||
            { show_run; false; }
    done
    printf '! as ever\n\nshouldExecute = true\r\nencoding=utf-8\nexecuteInTransaction=false\n' >migrations/V1__rooms.sql.conf
    "$FULLSCHEMA" generate -s migrations --engine sqlite -o out.sql -q
}
