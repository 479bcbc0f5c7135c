#!/usr/bin/env bats
# README.md and docs/: links, sections, options and commands that are there. What the pages show is run by tutorial.bats.

load ../lib/common

docs() { run "$repo/tests/lib/docs.py" "$1" "$FULLSCHEMA"; }

# A small set of pages to make mistakes in.
put_pages() {
    mkdir -p docs
    {
        printf '# generate\n\n## fullschema generate\n\n```\n'
        sed -n '/^## fullschema generate$/,/^Most/p' "$repo/docs/generate.md" | grep -e '--'
        printf '```\n'
    } >docs/generate.md
    printf '# x\n\nSee [docs/a.md](docs/a.md#one-thing).\n' >README.md
    printf '# a\n\n## One `thing`\n\nRun `fullschema diff --patch`.\n' >docs/a.md
}

@test "links, sections, blocks and options of README.md and docs/ are there" {
    docs "$repo"
    expect_status 0
    expect_no_output
}

@test "what is not there is found" {
    put_pages
    docs .
    expect_status 0
    expect_no_output
    echo 'See [b](b.md), [c](a.md#two), `--no-such-option`.' >>docs/a.md
    echo '```' >>docs/a.md
    sed -i '/--all-versions/d; s/--quiet/--silent/' docs/generate.md
    docs .
    expect_status 1
    expect_output <<'END'
docs/a.md: b.md leads nowhere
docs/a.md: a.md#two: there is no such section
docs/a.md: a fenced block is not closed
docs/a.md: no command has --no-such-option
docs/generate.md: no command has --silent
docs/generate.md: --all-versions is not among the options of generate
docs/generate.md: --quiet is not among the options of generate
docs/generate.md: --silent is not an option of generate
END
}

@test "a command line that the program does not understand is found, in blocks and in code spans" {
    put_pages
    cat >>docs/a.md <<'END'

```
$ fullschema generate --layout-in numbered \
    -s db/migrations --against x.db
fullschema: printed by it
fullschema diff OLD NEW [--sql]      what --sql prints
fullschema inspect --sql DATABASE    nothing
fullschema watch --quiet=yes         nothing
fullschema watch: begin
```

```yaml
  - run: fullschema chekc && fullschema check --wtih-history
  - PG_BINDIR=/usr/bin fullschema check -Z
```

```json
{"command": "fullschema watch --format gcc --sql"}
```

```console
$ fullschema load --sql
```

Say `fullschema check
--sql`, `fullschema COMMAND --help`, or `fullschema load DATABASE [-o DIR]`.
END
    docs .
    expect_status 1
    expect_output <<'END'
docs/a.md: no command has --wtih-history
docs/a.md: fullschema generate --layout-in numbered -s db/migrations --against x.db: fullschema: --against: unknown option
docs/a.md: fullschema inspect --sql DATABASE: fullschema: --sql: unknown option
docs/a.md: fullschema watch --quiet=yes: fullschema: --quiet=yes: unknown option
docs/a.md: fullschema chekc: fullschema: no command chekc
docs/a.md: fullschema check --wtih-history: fullschema: --wtih-history: unknown option
docs/a.md: fullschema check -Z: fullschema: -Z: unknown option
docs/a.md: fullschema watch --format gcc --sql: fullschema: --sql: unknown option
docs/a.md: fullschema check --sql: fullschema: --sql: unknown option
END
}
