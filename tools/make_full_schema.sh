#!/bin/sh
# For people used to this command: make_full_schema.sh -p POSTGRES_USERNAME -o OUTPUT_DIR/
# Everything it takes is passed on to `fullschema generate`, which knows the
# same two options and more.
exec "$(dirname "$0")/../build/fullschema" generate "$@"
