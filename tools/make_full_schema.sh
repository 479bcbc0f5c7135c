#!/bin/sh
# For people, and jobs, used to this command:
#
#   make_full_schema.sh -p POSTGRES_USERNAME -o OUTPUT_DIR/ [-n NUMBER] [-c] [OPTION...]
#
# All else that it takes is passed on to `fullschema generate`, which knows -p and -o, too.
#
#   -n NUMBER  snapshots stand in OUTPUT_DIR/DATABASE/full_schemas/NUMBER/. They are of that
#              version where the schema directory has it; else it is a name, for the newest
#   -c         prints the command
#   -h         prints this
#
# Where no password is known, and one is piped in, that is it: echo secret | make_full_schema.sh ...
set -eu

here=$(cd "$(dirname "$0")" && pwd)
fullschema=$here/../build/fullschema
[ -x "$fullschema" ] || fullschema=fullschema

fail() {
    echo "make_full_schema.sh: $1" >&2
    exit 2
}

user='' output='' number='' shown='' schema=''
left=$#
while [ "$left" -gt 0 ]; do
    argument=$1
    shift
    left=$((left - 1))
    # The value is behind the letter, or the next argument.
    value=${argument#-?}
    case $argument in
    -p* | -o* | -n* | -s*)
        if [ -z "$value" ]; then
            [ "$left" -gt 0 ] || fail "$argument has no value"
            value=$1
            shift
            left=$((left - 1))
        fi
        ;;
    esac
    case $argument in
    -p*) user=$value ;;
    -o*) output=$value ;;
    -n*) number=$value ;;
    -s*) schema=$value ;;
    -c) shown=yes ;;
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^#  *//;s/^#$//;p}' "$0"
        exit 0
        ;;
    *) set -- "$@" "$argument" ;; # behind those that are still to be looked at
    esac
done

[ -z "$output" ] || output=${output%"${output##*[!/]}"}
[ -z "$user" ] || set -- -p "$user" "$@"
if [ -z "$schema" ] && [ -z "${FULLSCHEMA_SCHEMA:-}" ] && [ ! -e fullschema.ini ] && [ ! -d schema ] &&
    [ -d synapse/storage/schema ]; then
    schema=synapse/storage/schema
fi
[ -z "$schema" ] || set -- -s "$schema" "$@"

case $number in
'') [ -z "$output" ] || set -- -o "$output" "$@" ;;
*[!0-9]*) fail "-n $number: not a number" ;;
*)
    [ -n "$output" ] || fail "-n wants -o OUTPUT_DIR, where directories of that number are made"
    if "$fullschema" plan ${schema:+-s "$schema"} -n "$number" >/dev/null 2>&1; then
        set -- -n "$number" "$@"
    else
        echo "make_full_schema.sh: the schema directory has no version $number: it is the name of the newest" >&2
    fi
    set -- -o "$output/{database}/full_schemas/$number/full.sql.{engine}" "$@"
    ;;
esac

if [ -n "$user" ] && [ -z "${PGPASSWORD:-}" ] && [ -z "${PGPASSFILE:-}" ] && [ -p /dev/stdin ]; then
    IFS= read -r PGPASSWORD || true
    [ -z "$PGPASSWORD" ] || export PGPASSWORD
fi
[ -z "$shown" ] || set -x
exec "$fullschema" generate "$@"
