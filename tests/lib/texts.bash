# shellcheck shell=bash disable=SC2154
# What the files about texts that are read share.

# same_as_on_server STATEMENTS: the text is read as what a server makes of it.
same_as_on_server() {
    say migrations/1_all.sql "$1"
    "$FULLSCHEMA" generate -s migrations --engine postgres -o made.sql -q
    run -0 "$FULLSCHEMA" diff --engine postgres migrations/1_all.sql made.sql
}
