#!/usr/bin/env bats
# The page, as somebody sees it who opens it in a browser: headless Chromium
# reads it, types into it and follows its links. Every look at a page also
# fails on an error in the console and on any request to elsewhere.

load ../lib/common
load ../lib/page_setup

@test "a page asks for nothing but itself, and is the same every time" {
    browse "$pages/snapshot.html" 'eval=document.title' 'eval=performance.getEntriesByType("resource").filter((r) => !r.name.startsWith("data:")).length'
    expect_output <<'END'
full_schemas/59
0
END
    (cd "$repo" && "$FULLSCHEMA" html full_schemas/59) | cmp - "$pages/snapshot.html"
}

@test "only the page's own script and style are let in" {
    run --separate-stderr python3 "$repo/tests/lib/browser.py" "$pages/snapshot.html" \
        'eval=(() => { const s = document.createElement("script"); s.textContent = "window.intruder = 1"; document.body.append(s); return String(window.intruder); })()'
    [ "$output" = undefined ]
    expect_status 1
    expect_in_stderr "Content Security Policy"
}

@test "what is typed filters tables by their names and those of columns and indexes" {
    browse "$pages/snapshot.html" key=/ 'eval=document.activeElement.id' type=retry_int "$visible" \
        'eval=document.getElementById(":count").textContent' 'eval=document.querySelectorAll("nav li:not([hidden])").length' \
        key=Escape 'eval=document.activeElement.localName' 'eval=document.getElementById(":count").textContent' \
        'eval=document.querySelectorAll("article[hidden]").length'
    expect_output <<'END'
:filter
main.destinations
1 found
1
body
142 tables
0
END
}

@test "every word has to be there, and nothing found is said" {
    browse "$pages/snapshot.html" key=/ 'type=ROOM stats token' "$visible" 'type= zzz' "$visible" \
        'eval=document.querySelector(".nothing").checkVisibility()'
    expect_output <<'END'
main.room_stats_earliest_token

true
END
}

@test "Enter goes to the table that was named" {
    browse "$pages/snapshot.html" key=/ type=rooms key=Enter 'eval=location.hash' \
        'eval=document.activeElement.closest("article").id'
    expect_output <<'END'
#main.rooms
main.rooms
END
}

@test "arrows lead from the filter through what it found, and back" {
    local at='eval=document.activeElement.textContent || document.activeElement.id'
    browse "$pages/snapshot.html" key=/ 'eval=document.querySelector("[id=\":keys\"]").checkVisibility()' type=destination \
        key=ArrowDown "$at" key=ArrowDown "$at" key=ArrowUp "$at" key=ArrowUp "$at" key=ArrowDown key=ArrowDown key=Enter \
        'eval=location.hash' key=/ "$at"
    expect_output <<'END'
true
destination_rooms
destinations
destination_rooms
:filter
#main.destinations
:filter
END
}

@test "the page is where it was when the filter is left" {
    local top='eval=Math.round(document.getElementById("main.rooms").getBoundingClientRect().top / 100)'
    browse "$pages/snapshot.html#main.rooms" "$top" key=/ type=room \
        'eval=new Promise((done) => setTimeout(() => done(scrollY), 300))' key=Escape \
        'eval=new Promise((done) => setTimeout(() => done("later"), 1200))' "$top" \
        'eval=(scrollTo(0, 0), "up")' key=/ key=Escape 'eval=new Promise((done) => setTimeout(() => done(scrollY), 300))'
    [ "$output" = $'1\n0\nlater\n1\nup\n0' ] || { show_run; return 1; }
}

@test "one table is one table, and what stands alone is named by what it is" {
    say one/full.sql.sqlite 'CREATE TABLE a (id INTEGER);'
    say two/full.sql.sqlite 'CREATE TABLE a (id INTEGER); CREATE VIEW b AS SELECT 1;'
    put loose/full.sql.postgres <<'SQL'
CREATE TYPE mood AS ENUM ('fine');
CREATE SEQUENCE numbers;
SQL
    put none/full.sql.sqlite </dev/null
    local name
    for name in one two loose none; do
        "$FULLSCHEMA" html "$name" -o "$name.html"
        browse "$name.html" 'eval=document.getElementById(":count").textContent' \
            'eval=document.querySelector(".sides").innerText.replace(/.*: /, "")' \
            'eval=document.querySelector("nav").innerText.split("\n").slice(1).join()'
        echo "$output" >>all
    done
    "$FULLSCHEMA" diff one two --format html=change.html || [ $? -eq 1 ]
    browse change.html 'eval=document.getElementById(":count").textContent'
    echo "$output" >>all
    run cat all
    expect_output <<'END'
1 table
1 table
a
1 table and 1 view
1 table, 1 view
a,b view
0 tables
1 sequence
Types, sequences
0 tables
empty
1 view differs
END
}

@test "a foreign key is a link to its table, by keyboard too, whatever the filter hides" {
    browse "$pages/snapshot.html" key=/ type=destination_rooms \
        'eval=document.querySelector("article:not([hidden]) tbody th a[href=\"#main.rooms\"]").focus()' key=Enter \
        'eval=location.hash' \
        'eval=new Promise((done) => setTimeout(() => { const top = document.getElementById("main.rooms").getBoundingClientRect().top; done(top >= 0 && top < innerHeight / 2); }, 100))' \
        'eval=document.querySelector("nav a[aria-current]").textContent'
    expect_output <<'END'
null
#main.rooms
true
rooms
END
}

@test "every link within a page leads somewhere" {
    for page in snapshot change; do
        browse "$pages/$page.html" 'eval=Array.from(document.links, (a) => a.hash.slice(1)).filter((id) => !document.getElementById(id)).join()' \
            'eval=document.links.length > 100'
        [ "$output" = $'\ntrue' ]
    done
}

@test "both engines stand side by side" {
    browse "$pages/snapshot.html" 'eval=Array.from(document.getElementById("main.rooms").querySelector("tbody").rows, (r) => Array.from(r.cells, (c) => c.textContent.trim()).join(" | ")).join("\n")'
    expect_output <<'END'
room_id PK | text NOT NULL | TEXT NOT NULL
is_public | boolean | BOOL
creator | text | TEXT
room_version | text | TEXT
has_auth_chain_index | boolean | BOOLEAN
END
}

@test "the diagram shows the tables around, as links" {
    browse "$pages/snapshot.html" 'eval=Array.from(document.querySelectorAll("[id=\"main.destination_rooms\"] svg a"), (a) => a.getAttribute("href")).join(" ")' \
        'eval=document.querySelectorAll("[id=\"main.destination_rooms\"] svg .arrow").length' \
        'eval=document.querySelector("[id=\"main.pushers\"] svg")' \
        'eval=Array.from(document.querySelectorAll("svg text")).every((t) => { const r = t.parentElement.querySelector("rect") ?? t.parentElement.parentElement.querySelector("rect"); return !r || t.closest(".arrow") || t.getBBox().width <= r.getBBox().width; })'
    expect_output <<'END'
#main.destinations #main.rooms
2
null
true
END
}

@test "a key is marked on the engine that has it" {
    put keys/main/full.sql.postgres <<'SQL'
CREATE TABLE rooms (id bigint, name text UNIQUE, owner text, PRIMARY KEY (id));
CREATE TABLE only_here (id bigint PRIMARY KEY);
SQL
    put keys/main/full.sql.sqlite <<'SQL'
CREATE TABLE rooms (id BIGINT, name TEXT UNIQUE, owner TEXT REFERENCES users(name), PRIMARY KEY (name));
CREATE TABLE users (name TEXT PRIMARY KEY);
SQL
    "$FULLSCHEMA" html keys -o keys.html
    browse keys.html 'eval=Array.from(document.querySelectorAll("tbody th:has(.key)"), (th) => th.textContent).join("\n")' \
        'eval=document.querySelector(".key").title'
    expect_output <<'END'
id PK
id PK on Postgres
name PK on SQLite UQ
owner FK on SQLite
name PK
part of the primary key
END
}

@test "databases in which nothing differs come last" {
    local side
    for side in old new; do
        say $side/alpha/full.sql.sqlite 'CREATE TABLE a (id INTEGER);'
        say $side/beta/full.sql.sqlite "CREATE TABLE b (id INTEGER$([ $side = old ] || echo ', more TEXT'));"
        say $side/gamma/full.sql.sqlite 'CREATE TABLE c (id INTEGER);'
    done
    say new/omega/full.sql.sqlite 'CREATE TABLE o (id INTEGER);'
    "$FULLSCHEMA" diff old new --format html=change.html || [ $? -eq 1 ]
    local names='eval=Array.from(document.querySelectorAll("nav h2"), (h) => h.textContent).join()' \
        sections='eval=Array.from(document.querySelectorAll("section > h2"), (h) => h.textContent).join()'
    browse change.html "$names" "$sections"
    expect_output <<'END'
beta,omega,alpha,gamma
beta,omega,alpha,gamma
END
    "$FULLSCHEMA" html new -o new.html
    browse new.html "$names"
    [ "$output" = alpha,beta,gamma,omega ]
}

@test "a partitioned table and its partitions, and what inherits, are links to each other" {
    put parts/full.sql.postgres <<'SQL'
CREATE TABLE measures (at date, v int) PARTITION BY RANGE (at);
CREATE TABLE "measures A" PARTITION OF measures FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE measures_b PARTITION OF measures DEFAULT PARTITION BY RANGE (v);
CREATE TABLE measures_b1 PARTITION OF measures_b FOR VALUES FROM (1) TO (2);
CREATE SCHEMA other;
CREATE TABLE other."Base, Table" (x int);
CREATE TABLE child (y int) INHERITS (other."Base, Table");
SQL
    "$FULLSCHEMA" html parts/full.sql.postgres -o parts.html
    browse parts.html 'eval=Array.from(document.querySelectorAll("article .kind a, article .links a, article .property a"), (a) => `${a.closest("article").id} > ${a.hash}`).join("\n")' \
        'eval=document.querySelector("[id=measures] .links").innerText' \
        'eval=Array.from(document.querySelectorAll("article h4 + .links"), (l) => l.previousElementSibling.textContent).join()' \
        'eval=Array.from(document.querySelectorAll(".picture .box text"), (t) => t.textContent).join("\n")'
    expect_output <<'END'
child > #other.Base%2C%20Table
measures > #measures%20A
measures > #measures_b
measures%20A > #measures
measures_b > #measures
measures_b > #measures_b1
measures_b1 > #measures_b
other.Base%2C%20Table > #child
measures A FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')
measures_b DEFAULT
Partitions,Partitions,Inherited by
child
measures (2 partitions)
other.Base, Table
END
}

@test "a page that check writes names the delta that made a change" {
    put_schema
    rm -rf schema/main/delta/*/*.py
    "$FULLSCHEMA" generate -q --engine sqlite
    say schema/main/delta/2/99_late.sql '-- why
CREATE TABLE late (id INTEGER);'
    run --separate-stderr "$FULLSCHEMA" check --engine sqlite --format html=check.html
    expect_status 1
    browse check.html 'eval=document.querySelector("[id=\"main.late\"] .note .from").textContent'
    [ "$output" = 'by schema/main/delta/2/99_late.sql:2' ]
}
