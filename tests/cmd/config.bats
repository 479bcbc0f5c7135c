#!/usr/bin/env bats
# fullschema.ini, the FULLSCHEMA_* variables, and the command that shows them.

load ../lib/common

setup() {
    enter_scratch
    put_schema db/schema
    put db/fullschema.ini <<'INI'
; what this project would repeat
schema = schema
output = snapshots
engine = sqlite

[plan]
database = main
database = state
INI
}

config() { run --separate-stderr "$FULLSCHEMA" config "$@"; }
plan() { run --separate-stderr "$FULLSCHEMA" plan "$@"; }

@test "the file beside the schema directory serves every command, its paths relative to it" {
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema
    expect_status 0
    expect_files db/snapshots <<'END'
2/common/full.sql.sqlite
2/main/full.sql.sqlite
2/state/full.sql.sqlite
END
    cd db
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    [[ $output == *"0 written, 3 unchanged"* ]]
}

@test "a command's own section comes before the general keys, the command line before both" {
    plan -s db/schema
    expect_status 0
    [[ $output == *"main 2 on sqlite"* && $output == *"state 2 on sqlite"* ]]
    [[ $output != *"common 2 on"* && $output != *"on postgres"* ]]
    plan -s db/schema --database common --engine postgres
    expect_status 0
    [[ $output == *"common 2 on postgres"* && $output != *"main 2 on"* && $output != *"on sqlite"* ]]
}

@test "variables come before the file; one that may be repeated holds words" {
    FULLSCHEMA_ENGINE='postgres sqlite' FULLSCHEMA_DATABASE=common FULLSCHEMA_SCHEMA=db/schema plan
    expect_status 0
    [[ $output == *"common 2 on postgres"* && $output == *"common 2 on sqlite"* && $output != *"main 2 on"* ]]
    printf 'schema = db/schema\n[plan]\nengine = postgres\n' >other.ini
    FULLSCHEMA_CONFIG=other.ini plan
    expect_status 0
    [[ $output == *"main 2 on postgres"* && $output != *"on sqlite"* ]]
}

@test "config shows what is in force, and where it was said" {
    FULLSCHEMA_OUTPUT=elsewhere config -s db/schema
    expect_status 0
    expect_output <<'END'
; settings of db/fullschema.ini
output = elsewhere  ; FULLSCHEMA_OUTPUT
schema = db/schema  ; db/fullschema.ini:2
engine = sqlite  ; db/fullschema.ini:4

[plan]
database = main  ; db/fullschema.ini:7
database = state  ; db/fullschema.ini:8
END
    config
    expect_status 0
    expect_output <<<'; no fullschema.ini'
}

# without_places: what config printed, but for where it was said.
without_places() { sed -E '1d; s/  ; [^;]*$//'; }

@test "what config prints is a file that says the same, from the working directory" {
    put db/fullschema.ini <<'INI'
schema = schema
output = "snap; shots # \"here\" \\ "
[check]
markdown-limit = "7 "
engine = sqlite
engine = postgres
quiet = on
INI
    FULLSCHEMA_STATEMENT_TIMEOUT='7 ' FULLSCHEMA_SOURCE_TIMEOUT=$'1\n2"' config -s db/schema
    expect_status 0
    printf '%s\n' "$output" >copy.ini
    without_places <copy.ini >first
    expect_file first <<'END'
source-timeout = "1\n2\""
statement-timeout = "7 "
schema = db/schema
output = "db/snap; shots # \"here\" \\ "

[check]
markdown-limit = "7 "
engine = sqlite
engine = postgres
quiet = on
END
    config -c copy.ini
    expect_status 0
    printf '%s\n' "$output" | without_places | diff -u first -
}

@test "comments, quotes, blanks, a byte order mark and CRLF are read as they look" {
    printf '\xef\xbb\xbf; a comment\r\n\r\n  schema = db/schema ; why\r\n\toutput: out;1#2 # which\r\n[ plan ] ; only\r\n# no\r\n  engine=sqlite\r\n[generate]\r\nengine = "sqlite" ; quoted\r\n[plan]\r\ndatabase = main\n' >odd.ini
    printf '; %0500d = x\n' 1 >>odd.ini
    config -c odd.ini
    expect_status 0
    expect_output <<'END'
; settings of odd.ini
schema = db/schema  ; odd.ini:3
output = "out;1#2"  ; odd.ini:4

[generate]
engine = sqlite  ; odd.ini:9

[plan]
engine = sqlite  ; odd.ini:7
database = main  ; odd.ini:11
END
    plan -c odd.ini
    expect_status 0
    [[ $output == *'main 2 on sqlite'* && $output != *postgres* ]]
}

@test "a value may be as long as it is" {
    printf 'output = %0400d\n' 1 >long.ini
    config -c long.ini
    expect_status 0
    [[ $output == *"output = 0000"*"01  ; long.ini:1" ]]
}

@test "an empty variable is none" {
    FULLSCHEMA_OUTPUT='' FULLSCHEMA_ENGINE=' ' config -s db/schema
    expect_status 0
    [[ $output == *'output = db/snapshots  ; db/fullschema.ini:3'* && $output == *'engine = sqlite  ; '* ]]
}

@test "switches" {
    say quiet.ini 'quiet = yes'
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema -c quiet.ini --engine sqlite
    expect_status 0
    expect_no_output
    say quiet.ini 'quiet = off'
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema -c quiet.ini --engine sqlite
    [[ $output == *"3 unchanged"* ]]
}

# wrong MESSAGE < file: reading it ends with that message, and nothing runs.
wrong() {
    cat >wrong.ini
    config -c wrong.ini
    expect_status 2
    expect_no_output
    expect_stderr < <(printf '%b\n' "$1")
}

@test "what a file may not say is reported with its line and the nearest word" {
    wrong 'wrong.ini:2: no command has an option enigne\nhint: did you mean engine?' <<<$'quiet = no\nenigne = sqlite'
    wrong 'wrong.ini:1: no command paln\nhint: did you mean plan?' <<<$'[paln]\nengine = sqlite'
    wrong 'wrong.ini:2: no command dtabase main\nhint: did you mean [database main]?' <<<$'engine = sqlite\n[dtabase main]\n; postgres = db'
    wrong 'wrong.ini:2: plan has no option output' <<<$'[plan]\noutput = x'
    wrong 'wrong.ini:1: no command has an option help' <<<'help = true'
    wrong 'wrong.ini:1: no command has an option sqlite\nhint: this line stands in a section [database NAME]' <<<'sqlite = db'
    wrong 'wrong.ini:2: generate has no option extensions\nhint: this line stands in a section [prepare]' <<<$'[generate]\nextensions = citext'
    wrong 'wrong.ini:1: no command prepar\nhint: did you mean prepare?' <<<$'[prepar]\nroles = app'
    wrong 'wrong.ini:1: no command databse main\nhint: did you mean [database main]?' <<<$'[databse main]\nsqlite = db'
    wrong 'wrong.ini:2: neither a key with a value nor a section
hint: a line is `key = value`, `[command]`, or a comment after ;' <<<$'quiet = no\nnonsense'
    wrong 'wrong.ini:1: output has no value\nhint: without the line the default is in force' <<<'output = ; none'
    wrong 'wrong.ini:2: neither a key with a value nor a section
hint: a line is `key = value`, `[command]`, or a comment after ;' <<<$'output = first\n  second'
    wrong 'wrong.ini:1: there is more behind the section
hint: a line is `key = value`, `[command]`, or a comment after ;' <<<'[plan] engine = sqlite'
    wrong 'wrong.ini:1: a section without a name
hint: a line is `key = value`, `[command]`, or a comment after ;' <<<'[ ]'
    wrong 'wrong.ini:1: a quote is not closed\nhint: in "a value" a quote is written \\", a backslash \\\\' <<<'output = "a \" b'
    wrong 'wrong.ini:1: there is more behind the closing quote\nhint: in "a value" a quote is written \\", a backslash \\\\' <<<'output = "a"b'
    wrong 'wrong.ini:4: output was set before, in line 2' <<<$'[check]\noutput = a\n[check]\noutput = a'
    wrong 'wrong.ini:1: quiet is a switch: true or false' <<<'quiet = perhaps'
    wrong 'wrong.ini:1: no command has an option statement_timeout\nhint: did you mean statement-timeout?' <<<'statement_timeout = 3'
}

@test "wrong values are reported where they are used" {
    say wrong.ini 'quiet = perhaps'
    run --separate-stderr "$FULLSCHEMA" generate -s db/schema -c wrong.ini
    expect_status 2
    expect_stderr <<<'wrong.ini:1: quiet is a switch: true or false'
    say wrong.ini $'schema = a\nschema = b'
    plan -c wrong.ini
    expect_status 2
    expect_stderr <<<'wrong.ini:2: schema was set before, in line 1'
    say wrong.ini $'schema = db/schema\nengine = oracle\nstatement-timeout = soon'
    run --separate-stderr "$FULLSCHEMA" generate -c wrong.ini
    expect_status 2
    [[ $stderr == *'wrong.ini:3: --statement-timeout soon: not a whole number'* ]]
    run --separate-stderr "$FULLSCHEMA" plan -c wrong.ini
    expect_status 2
    expect_stderr <<<'wrong.ini:2: --engine oracle: there are postgres and sqlite'
    run --separate-stderr "$FULLSCHEMA" plan -c wrong.ini --engine sybase
    expect_status 2
    expect_stderr <<<'fullschema: --engine sybase: there are postgres and sqlite'
}

@test "a file that was asked for and a variable nobody knows are errors" {
    config -c none.ini
    expect_status 2
    expect_stderr <<<'none.ini: cannot read: No such file or directory'
    FULLSCHEMA_SCHEM=x plan
    expect_status 2
    expect_stderr <<'END'
FULLSCHEMA_SCHEM: no command has an option schem
hint: did you mean schema?
END
}

@test "below the project's directory its file is found upwards, no further than the work tree" {
    git init -q db
    mkdir -p db/web/deep
    cd db/web/deep
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    [[ $output == *"3 written"* ]]
    expect_in_stderr 'settings of ../../fullschema.ini'
    expect_files "$OLDPWD/db/snapshots" <<'END'
2/common/full.sql.sqlite
2/main/full.sql.sqlite
2/state/full.sql.sqlite
END
    # What the file does not say is beside it, too.
    printf 'engine = sqlite\n' >../../fullschema.ini
    run --separate-stderr "$FULLSCHEMA" generate
    expect_status 0
    cmp ../../full_schemas/2/main/full.sql.sqlite ../../snapshots/2/main/full.sql.sqlite
    # Where the schema directory or the file was named nothing has been looked for, and nothing else is relative to it.
    run --separate-stderr "$FULLSCHEMA" generate -s ../../schema
    expect_status 0
    [ -z "$stderr" ]
    [ -d full_schemas/2 ]
    rm -r full_schemas
    run --separate-stderr "$FULLSCHEMA" config -c ../../fullschema.ini
    expect_status 0
    [ -z "$stderr" ]
    # A directory with a schema of its own is another project.
    mkdir schema
    config
    [[ $output == '; no fullschema.ini'* ]]
    rmdir schema
    # What is above the work tree belongs to others.
    mv ../../fullschema.ini ../../..
    config
    [[ $output == '; no fullschema.ini'* ]]
}

@test "config --json: what is in force, and every key, for programs" {
    FULLSCHEMA_OUTPUT=elsewhere config -s db/schema --json
    expect_status 0
    [ -z "$stderr" ]
    [ "$(jq -c '.version, .file, (.settings[] | [.command, .key, .value, .origin, .line])' <<<"$output")" = '1
"db/fullschema.ini"
[null,"output","elsewhere","FULLSCHEMA_OUTPUT",null]
["plan","database","main","db/fullschema.ini",7]
["plan","database","state","db/fullschema.ini",8]
[null,"schema","db/schema","db/fullschema.ini",2]
[null,"engine","sqlite","db/fullschema.ini",4]' ]
    [ "$(jq '[.settings[].may_stand_in_file] | all' <<<"$output")" = true ]
    FULLSCHEMA_PG_BINDIR=/x config -s db/schema --json
    [ "$(jq -c '.settings[] | select(.key == "pg-bindir") | [.value, .may_stand_in_file]' <<<"$output")" = '["/x",false]' ]
    config --keys --json
    expect_status 0
    [ "$(jq -r '.keys[] | select(.key == "schema") | .in_file' <<<"$output")" = "$("$FULLSCHEMA" config --keys | sed -n 's/^schema  *//p')" ]
}
