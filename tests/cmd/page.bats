#!/usr/bin/env bats
# The page, as somebody sees it who opens it in a browser: headless Chromium
# reads it, types into it and follows its links. Every look at a page also
# fails on an error in the console and on any request to elsewhere.

load ../lib/common

setup_file() {
    pages=$(mktemp -d "$(temporary_place)/fspage.XXXXXX")
    export pages
    cd "$repo" || return 1
    "$FULLSCHEMA" html full_schemas/59 -o "$pages/snapshot.html"
    "$FULLSCHEMA" diff full_schemas/54 full_schemas/59 --format html="$pages/change.html" || [ $? -eq 1 ]
}

teardown_file() {
    rm -rf "$pages"
}

# browse [OPTION...] PAGE STEP...: as tests/lib/browser.py; what the steps print is in $output.
browse() {
    run --separate-stderr python3 "$repo/tests/lib/browser.py" "$@"
    expect_status 0
    [ -z "$stderr" ] || { show_run; return 1; }
}

# Names of the tables that can be seen, on one line.
visible='eval=Array.from(document.querySelectorAll("article")).filter((a) => a.checkVisibility({visibilityProperty: true})).map((a) => a.id).join(" ")'

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

# Boxes as the window shows them: none over another one, all within the drawing.
picture_sound='eval=(() => { const rects = Array.from(document.querySelector(".picture").querySelectorAll(".box rect"), (r) => r.getBoundingClientRect()); const whole = document.querySelector(".picture svg").getBoundingClientRect(); return rects.every((a, i) => a.left >= whole.left && a.right <= whole.right && a.bottom <= whole.bottom && rects.every((b, k) => k <= i || a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top)); })()'
picture_height='eval=Math.round(document.querySelector(".picture .box rect").getBoundingClientRect().height)'

@test "all tables are in one picture, in groups, and their names can be read" {
    browse --size=1440x900 "$pages/snapshot.html" 'eval=document.querySelectorAll(".picture .box a").length' \
        'eval=Array.from(document.querySelectorAll(".picture .frame text"), (t) => t.textContent).slice(0, 3).join()' \
        'eval=document.querySelectorAll(".picture .arrow").length > 3' "$picture_sound" "$picture_height" \
        'eval=(() => { const all = document.querySelector(".all"); return all.scrollWidth <= all.clientWidth; })()' \
        'eval=(document.querySelector(".picture a[href=\"#main.rooms\"]").dispatchEvent(new MouseEvent("click", {bubbles: true})), location.hash)' \
        key=/ type=rooms 'eval=document.querySelector(".picture").checkVisibility()'
    expect_output <<'END'
141
event…,group…,room…
true
true
26
true
#main.rooms
false
END
}

@test "the picture is made larger and smaller, by buttons and keys" {
    local button='eval=document.querySelector(".zoom [value=%s]").click()'
    browse --size=1440x900 "$pages/snapshot.html" "$(printf "$button" in)" "$picture_height" "$(printf "$button" fit)" \
        'eval=(() => { const all = document.querySelector(".all"); return all.scrollHeight <= all.clientHeight && all.scrollWidth <= all.clientWidth; })()' \
        'eval=document.querySelector(".all").focus()' key=1 "$picture_height" key=+ key=+ "$picture_height" "$picture_sound" key=- "$picture_height"
    [ "$(grep -v null <<<"$output")" = "33
true
26
41
true
33" ] || { show_run; return 1; }
    browse --no-script "$pages/snapshot.html" 'eval=document.querySelector(".zoom").checkVisibility()' \
        'eval=document.querySelector(".picture .box").checkVisibility()'
    [ "$output" = $'false\ntrue' ]
}

@test "of a change the picture says what differs, and is folded until it is asked for" {
    browse "$pages/change.html" 'eval=document.querySelector(".picture").open' \
        'eval=document.querySelector(".picture a[href=\"#main.guest_access\"]").parentElement.getAttribute("class")' \
        'eval=document.querySelector(".picture a[href=\"#main.pushers\"]").parentElement.getAttribute("class")' \
        'eval=document.querySelector("nav h2 a").click()' 'eval=document.querySelector(".picture").open'
    expect_output <<'END'
false
box removed change-breaking
box 
null
true
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

@test "what is too much to lay out does not hold up the page" {
    mkdir crowd
    awk 'BEGIN { for (i = 0; i < 250; i++) { printf "CREATE TABLE t%d (id INTEGER PRIMARY KEY", i
        for (k = 1; k < 5; k++) printf ", c%d INTEGER REFERENCES t%d(id)", k, (i * 31 * k + 7 * k) % 250
        print ");" } }' >crowd/full.sql.sqlite
    run timeout -s KILL 30 "$FULLSCHEMA" html crowd/full.sql.sqlite -o crowd.html
    expect_status 0
    browse crowd.html 'eval=document.querySelectorAll(".picture .box").length' \
        'eval=document.querySelector(".picture .property").textContent'
    expect_output <<'END'
250
Foreign keys of 250 tables are too many to be drawn here.
END
}

@test "text can be read in both colour schemes" {
    local page scheme
    for page in snapshot change; do
        for scheme in light dark; do
            browse --$scheme "$pages/$page.html" "eval=$(cat "$repo/tests/lib/contrast.js")"
            [[ $output =~ ^0\ of\ ([0-9]+)\ pairs ]] || { echo "$page, $scheme: $output"; return 1; }
            [ "${BASH_REMATCH[1]}" -ge 5 ]
        done
    done
    browse --light "$pages/snapshot.html" 'eval=getComputedStyle(document.body).backgroundColor'
    [ "$output" = "rgb(255, 255, 255)" ]
    browse --dark "$pages/snapshot.html" 'eval=getComputedStyle(document.body).backgroundColor'
    [ "$output" != "rgb(255, 255, 255)" ]
}

@test "nothing is cut off on a phone" {
    local page
    for page in snapshot change; do
        browse --size=390x844 "$pages/$page.html#main.destinations" 'eval=document.documentElement.scrollWidth' \
            'eval=Array.from(document.querySelectorAll("[id=\"main.destinations\"] td")).filter((td) => td.getBoundingClientRect().right > innerWidth).length' \
            'eval=document.querySelector("nav details").open'
        [ "$output" = $'390\n0\nfalse' ] || { show_run; return 1; }
    done
}

@test "without JavaScript everything is there but the filter" {
    browse --no-script "$pages/snapshot.html#main.rooms" 'eval=document.querySelectorAll("article").length' \
        'eval=document.querySelectorAll("article[hidden]").length' \
        'eval=document.getElementById(":filter").checkVisibility()' \
        'eval=document.querySelector("article:target").id'
    expect_output <<'END'
144
0
false
main.rooms
END
}

@test "a change shows what was and what is, with its class" {
    browse "$pages/change.html" 'eval=Array.from(document.querySelectorAll("[id=\"main.destinations\"] tr.changed"), (r) => r.textContent.trim().replace(/\s+/g, " ")).join("\n")' \
        'eval=document.querySelector("[id=\"main.destinations\"] tr.changed del").textContent' \
        'eval=document.querySelector("[id=\"main.destinations\"] tr.changed ins").textContent' \
        'eval=document.querySelectorAll("[id=\"main.destinations\"] tr.added").length' \
        'eval=document.querySelector("[id=\"main.guest_access\"]").matches(".differs.worst-breaking.removed")'
    expect_output <<'END'
retry_intervalinteger → bigintcare changed: rewrites the table under an exclusive lock INTEGER
integer
bigint
2
true
END
}

@test "of a change the unchanged tables show when asked for, classes go when not" {
    local click='eval=document.getElementById(":same").click()' \
        sees='eval=["pushers", "destinations", "guest_access"].map((t) => document.getElementById("main." + t).checkVisibility()).join()'
    browse "$pages/change.html" "$sees" "$click" "$sees" "$click" 'eval=document.getElementById(":breaking").click()' "$sees" \
        'eval=location.hash = "#main.pushers"' "$sees"
    [ "$(grep -v null <<<"$output")" = "false,true,true
true,true,true
false,true,false
#main.pushers
true,true,false" ] || { show_run; return 1; }
}

@test "a name may hold anything" {
    put hostile/full.sql.sqlite <<'SQL'
CREATE TABLE "<script>intruder = 1</script>" ("</td><img src=x onerror=""intruder = 2"">" TEXT, a INTEGER, FOREIGN KEY (a) REFERENCES "b "" c.d"(id));
CREATE TABLE "b "" c.d" (id INTEGER PRIMARY KEY, "größe" TEXT DEFAULT '</style><script>intruder = 3</script>');
INSERT INTO "b "" c.d" VALUES (1, '</script><script>intruder = 4</script>');
SQL
    "$FULLSCHEMA" html hostile/full.sql.sqlite -o hostile.html
    browse hostile.html 'eval=typeof intruder' 'eval=document.images.length' \
        'eval=Array.from(document.querySelectorAll("h3 a"), (a) => a.textContent).join("\n")' \
        'eval=(document.querySelector("tbody th a").click(), document.querySelector("article:target h3 a").textContent)'
    expect_output <<'END'
undefined
0
<script>intruder = 1</script>
b " c.d
b " c.d
END
}

# What is counted, and what goes out of the layout, makes Chromium go through the whole page again: style.css.
@test "of a thousand tables only those in sight are drawn, and each can be found" {
    mkdir big
    for i in $(seq 1000); do
        printf 'CREATE TABLE table_%04d (id BIGINT PRIMARY KEY, %s TEXT, other BIGINT, FOREIGN KEY (other) REFERENCES table_%04d (id));\n' \
            "$i" "column_$((i % 10))" $((i / 2))
    done >big/full.sql.sqlite
    "$FULLSCHEMA" html big/full.sql.sqlite -o big.html
    browse big.html 'eval=document.querySelectorAll("article").length' \
        'eval=Array.from(document.querySelectorAll("article h4")).filter((h) => h.checkVisibility({contentVisibilityAuto: true})).length < 60' \
        'eval=document.querySelectorAll("svg").length >= 999' \
        'eval=Array.from(document.querySelectorAll("li, summary")).some((e) => getComputedStyle(e).display === "list-item" || getComputedStyle(e).counterIncrement !== "none")' \
        key=/ 'type=column_7 table_09' 'eval=Array.from(document.querySelectorAll("article[hidden]")).every((a) => getComputedStyle(a).display === "block" && a.offsetHeight === 0)' \
        'eval=document.getElementById(":count").textContent' \
        'eval=(document.querySelector("nav a[href$=table_0987]").click(), 0)' \
        'eval=new Promise((done) => setTimeout(() => { const top = document.querySelector("article:target").getBoundingClientRect().top; done(top >= 0 && top < innerHeight / 2 || [top, scrollY]); }, 300))'
    expect_output <<'END'
1000
true
true
false
true
10 found
0
true
END
}

@test "two snapshots of one database and engine are no page" {
    run --separate-stderr "$FULLSCHEMA" html "$repo/full_schemas/54/main/full.sql.sqlite" "$repo/full_schemas/59/main/full.sql.sqlite"
    expect_status 2
    expect_no_output
    expect_in_stderr "are both for main on sqlite" "fullschema diff --format html"
}

@test "the README's pictures show the page as it is" {
    "$repo/tools/picture.sh" "$FULLSCHEMA" .
    for picture in page.png page-dark.png; do
        run --separate-stderr python3 "$repo/tests/lib/picture.py" compare "$repo/docs/$picture" "$picture"
        expect_status 0
        [ "$(stat -c %s "$repo/docs/$picture")" -lt 160000 ]
    done
    run python3 "$repo/tests/lib/picture.py" compare page-dark.png page.png
    expect_status 1
    [[ $output == *"page-dark.png does not look like the page"* ]]
}

@test "a picture of a page that has changed since is reported" {
    cp "$pages/change.html" page.html
    browse --size=1280x720 page.html#main.destinations shot=old.png shot=new.png
    python3 "$repo/tests/lib/picture.py" sign page.html main.destinations old.png
    for change in 's/--ground: #fff;/--ground: #eee;/' 's/>Columns</>Fields</' 's/unchanged too/all/'; do
        sed "$change" "$pages/change.html" >page.html
        run -1 cmp -s page.html "$pages/change.html"
        python3 "$repo/tests/lib/picture.py" sign page.html main.destinations new.png
        run --separate-stderr python3 "$repo/tests/lib/picture.py" compare old.png new.png
        expect_status 1
        expect_in_stderr 'old.png was made of a page that looked otherwise' 'make picture'
    done
}
