#!/usr/bin/env python3
"""Every prefix of a schema directory, made with what the shorter ones have left in the cache, and made from nothing.

usage: cache_prefixes.py FULLSCHEMA [--schema DIR]... [--release DIR]... [--engine ENGINE]... [--every N]

A prefix is the first so many of all delta files, by version and name, over all databases; the rest of the
directory is there as a whole. Each is made twice, the next one on top of what the one before has kept, and without
a cache: status, words on stderr and every byte must be the same. --release names directories to choose from, of
which the newest five that hold a schema directory are taken. With --every N only each Nth prefix is made from
nothing, too; all are made with the cache.
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

ENGINES = ("postgres", "sqlite")


def deltas(schema):
    """All delta files of all databases, as they come to run."""
    files = [p for p in schema.glob("*/delta/*/*") if p.is_file() and p.parent.name.isdigit()]
    return sorted(files, key=lambda p: (int(p.parent.name), p.name, p.parts))


def run(program, schema, output, engine, *more):
    done = subprocess.run([program, "generate", "-q", "-s", schema, "-o", output, "--engine", engine, *more],
                          capture_output=True, text=True, check=False)
    files = {str(p.relative_to(output)): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}
    return done.returncode, done.stderr.replace(str(output), "OUT"), files


def check(options, schema, place, engine):
    """False where a run with the cache differs; says how many were compared and how many went on from a state."""
    copy, cache = place / "schema", place / "cache"
    files, compared, failed, went_on = deltas(schema), 0, 0, 0
    shutil.copytree(schema, copy, ignore=lambda directory, names: [n for n in names if pathlib.Path(directory) / n in files])
    for n, path in enumerate(files, 1):
        target = copy / path.relative_to(schema)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        before = {p.name: p.stat().st_mtime_ns for p in cache.glob("databases-*")}
        for output in ("with", "without"):
            shutil.rmtree(place / output, ignore_errors=True)
        cached = run(options.fullschema, copy, place / "with", engine, "--cache", cache)
        went_on += any(p.stat().st_mtime_ns != before[p.name] for p in cache.glob("databases-*") if p.name in before)
        if n % options.every and n != len(files):
            continue
        plain = run(options.fullschema, copy, place / "without", engine, "--no-cache")
        compared += 1
        failed += plain[0] != 0
        if cached != plain:
            print(f"{schema}, {engine}: prefix {n}, up to {target.relative_to(copy)}, differs", cached[:2], plain[:2], sep="\n")
            return False
    print(f"{schema}, {engine}: {compared} of {len(files)} prefixes compared, {failed} of them fail with and without; "
          f"{went_on} runs went on from a state: all the same", flush=True)
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("fullschema")
    parser.add_argument("--schema", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--release", type=pathlib.Path, help="a directory of released schema directories")
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    released = [p for p in (options.release.iterdir() if options.release else []) if (p / "common").is_dir()]
    newest = sorted(released, key=lambda p: [int(n) if n.isdigit() else 0 for n in p.name.lstrip("v").split(".")])[-5:]
    ok = True
    for schema in options.schema + newest or [pathlib.Path("schema")]:
        for engine in options.engine or ENGINES:
            with tempfile.TemporaryDirectory(prefix="prefixes-") as place:
                ok = check(options, schema, pathlib.Path(place), engine) and ok
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
