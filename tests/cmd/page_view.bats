#!/usr/bin/env bats
# The page, looked at: pictures, both colour schemes, a phone, no JavaScript, changes, a thousand tables.

load ../lib/common
load ../lib/page_setup

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
