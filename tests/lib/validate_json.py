#!/usr/bin/env python3
"""Checks the JSON on stdin against the schema of a file: validate_json.py SCHEMA. The first errors go to stderr."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = list(validator(schema).iter_errors(json.load(sys.stdin)))
    for error in errors[:5]:
        place = "/".join(str(part) for part in error.absolute_path)
        print(f"{place}: {error.message[:300]}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
