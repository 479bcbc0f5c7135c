#!/usr/bin/env bats
# Pages of HTML of a schema that somebody else wrote: every name and text in them is text.

load ../lib/common

# put_names DIR MORE: snapshots of both engines in which all that can be named or written is markup.
put_names() {
    python3 - "$@" <<'PY'
import os, sys
directory, more = sys.argv[1:]
TEXTS = ["<img src=x onerror=p(1)>", "</script><script>p(2)</script>", "\"onmouseover=\"p(3)\" x=\"", "javascript:p(4)",
         "</title></style></textarea></svg><base href=//x>", "-->%%{init: {}}%%\nclick t0 href \"javascript:p(6)\"", "&lt;script&gt;&#x3c;b"]
def name(text): return '"' + text.replace('"', '""') + '"'
def word(text): return "'" + text.replace("'", "''") + "'"
postgres, sqlite = [], []
for i, text in enumerate(TEXTS):
    text = f"{i}{more if i % 2 else ''}{text}"
    t, f, w = name(text[:60]), name("f" + text[:59]), word(text + more)
    postgres.append(f"""CREATE SCHEMA {t};
CREATE TYPE {t} AS ENUM ({word(text[:60])}, {w[:50].rstrip("'")}');
CREATE TABLE {t}.{t} ({t} text DEFAULT {w} NOT NULL, c {t}, CONSTRAINT {t} PRIMARY KEY ({t}), CHECK (c::text <> {w}));
CREATE TABLE {f} (a text, CONSTRAINT {t} FOREIGN KEY (a) REFERENCES {t}.{t} ({t}));
CREATE INDEX {name("i" + text[:59])} ON {f} (a) WHERE a = {w};
CREATE VIEW {name("v" + text[:59])} AS SELECT {w}::text AS {t};
CREATE FUNCTION {t}({t} text DEFAULT {w}) RETURNS text LANGUAGE sql AS $f$ SELECT {w} $f$;
COMMENT ON TABLE {f} IS {w};
COMMENT ON COLUMN {f}.a IS {w};
CREATE SEQUENCE {name("s" + text[:59])};
""")
    t = name(text)
    sqlite.append(f"""CREATE TABLE {t} ({t} {name(text + more)} DEFAULT {w}, c, CONSTRAINT {t} PRIMARY KEY (c), CHECK (c <> {w}));
CREATE TABLE {name("f" + text)} (a REFERENCES {t} (c));
CREATE INDEX {name("i" + text)} ON {name("f" + text)} (a) WHERE a = {w};
CREATE VIEW {name("v" + text)} AS SELECT {w} AS {t};
CREATE TRIGGER {name("t" + text)} AFTER INSERT ON {name("f" + text)} BEGIN SELECT {w}; END;
""")
os.makedirs(f"{directory}/1/main")
for engine, statements in (("postgres", postgres), ("sqlite", sqlite)):
    with open(f"{directory}/1/main/full.sql.{engine}", "w", encoding="utf-8") as file:
        file.write("".join(statements))
PY
}

@test "html, diff and parity: no element and no attribute is a stranger's" {
    put_names 'old<b>' x
    put_names 'n"ew' '<img src=x onerror=p(0)>'
    "$FULLSCHEMA" html 'old<b>' -o one.html
    run --separate-stderr "$FULLSCHEMA" diff 'old<b>' 'n"ew' --format html=diff.html --format sarif=diff.sarif --format json=diff.json
    expect_status 1
    [ -z "$stderr" ]
    run --separate-stderr "$FULLSCHEMA" parity 'old<b>' --format html=parity.html
    expect_status 1
    run "$repo/tests/lib/markup.py" one.html diff.html parity.html
    expect_status 0
    [[ $output =~ ^[0-9]{4,}\ [0-9]{4,}\ [0-9]{3,}$ ]] || { echo "$output"; false; }
    # Of a diagram's directions none is theirs.
    grep -c '<svg' one.html
    # Addresses are of files here, whatever their names are.
    jq -e '[.. | .uri? // empty | select(test("^(old%3Cb%3E|n%22ew|https://)") | not)] | length == 0' diff.sarif
    jq -e . diff.json >/dev/null
}
