#!/usr/bin/env bats
# fullschema docs of a schema that somebody else wrote: names lead nowhere, texts are no markup, links are not followed.

load ../lib/common

put_hostile() {
    put h/full.sql.postgres <<'SQL'
CREATE SCHEMA "../..";
CREATE TABLE "../../../etc/x" (id bigint);
CREATE TABLE "../..".x (id bigint);
CREATE TABLE readme (id bigint, "</td><script>alert(1)</script>" text);
CREATE TABLE "Readme" (id bigint);
CREATE TABLE "README" (id bigint);
CREATE TABLE nul (id bigint);
CREATE TABLE settings (id bigint);
CREATE TABLE "x
<!-- Made by `fullschema docs`" (id bigint);
CREATE TABLE "a|b`c" (id bigint NOT NULL DEFAULT 1 | 2, CONSTRAINT p PRIMARY KEY (id));
CREATE TABLE "t""] --> x" (id bigint, CONSTRAINT "f`" FOREIGN KEY (id) REFERENCES "a|b`c" (id));
COMMENT ON TABLE readme IS '<img src=x onerror=alert(1)> [x](javascript:alert(1)) | `
```
# heading';
COMMENT ON COLUMN readme.id IS '| a | b |
<details>';
CREATE FUNCTION "f`](x)"() RETURNS text LANGUAGE sql AS $$ SELECT '
```
<script>alert(1)</script>
````
' $$;
SQL
}

@test "every file has a name that each file system takes, and stands in the directory" {
    put_hostile
    "$FULLSCHEMA" docs -q -o out/in h
    [ "$(find . -type f -newer h/full.sql.postgres | grep -vc '^\./out/in/[A-Za-z0-9_~.-]*\.md$')" = 0 ]
    expect_files out/in <<'END'
README.md
a~7Cb~60c.md
functions.md
schemas.md
t~22~5D~20--~3E~20x.md
x~0A~3C~21--~20Made~20by~20~60fullschema~20docs~60.md
~2E~2E~2F~2E~2E.x.md
~2E~2E~2F~2E~2E~2F~2E~2E~2Fetc~2Fx.md
~52eadme.md
~52~45~41~44~4D~45.md
~6Eul.md
~72eadme.md
~73ettings.md
END
    # No two are one where the case of letters counts for nothing, and every link leads to one of them.
    [ "$(find out/in -type f | tr '[:upper:]' '[:lower:]' | sort | uniq -d | wc -l)" = 0 ]
    local links link
    links=$(grep -ohE '\]\([A-Za-z0-9_~.-]*\.md' out/in/*.md | cut -c 3- | sort -u)
    [ "$(wc -l <<<"$links")" = 13 ]
    for link in $links; do
        [ -f "out/in/$link" ]
    done
}

@test "nothing of a text is markup, a cell or the end of a block" {
    put_hostile
    "$FULLSCHEMA" docs -q -o out h
    grep -qxF '| `</td><script>alert(1)</script>` | `text` | |' out/~72eadme.md
    grep -qxF '&lt;img src=x onerror=alert(1)&gt; \[x\](javascript:alert(1)) &#124; \`<br>\`\`\`<br>\# heading' out/~72eadme.md
    grep -qxF '| `id` | `bigint` | &#124; a &#124; b &#124;<br>&lt;details&gt; |' out/~72eadme.md
    grep -qF '# ``a|b`c``' out/a~7Cb~60c.md
    grep -qF '<code>a&#124;b&#96;c</code>' out/README.md
    grep -qF '<code>&#40;1 &#124; 2&#41;</code>' out/a~7Cb~60c.md
    grep -qxF '    t0["t.. --. x"]' out/README.md
    [ "$(grep -c '^`````' out/functions.md)" = 2 ]
    # A name that begins a comment is within a code span or a block.
    grep -qxF '# `` x\n<!-- Made by `fullschema docs` ``' out/x*.md
}

@test "what turns the direction of reading is shown in a diagram, too" {
    put h/full.sql.sqlite <<<$'CREATE TABLE "a\u202eb" ("c\u200bd" INTEGER PRIMARY KEY);
CREATE TABLE refers (id INTEGER REFERENCES "a\u202eb" ("c\u200bd"));'
    "$FULLSCHEMA" docs -q -o out h
    grep -qxF '    t1["a.u202eb"]' out/README.md
    grep -qF ': "id"' out/README.md
    run -1 grep -rlE $'\u202e|\u200b' out
}

@test "no symbolic link is written through, read for a file of ours, or removed" {
    put_hostile
    mkdir -p out elsewhere
    ln -s ../elsewhere/x.md out/README.md
    run --separate-stderr "$FULLSCHEMA" docs -o out h
    expect_status 2
    expect_in_stderr 'out/README.md'
    [ -z "$(ls -A elsewhere)" ]
    [ "$(ls -A out)" = README.md ]
    rm -r out
    "$FULLSCHEMA" docs -q -o elsewhere h
    mkdir out
    ln -s ../elsewhere/README.md out/old.md
    ln -s ../elsewhere out/main
    mkdir main
    cp h/full.sql.postgres main/full.sql.postgres
    local before
    before=$(fingerprint elsewhere)
    run --separate-stderr "$FULLSCHEMA" docs -o out h
    [ "$(fingerprint elsewhere)" = "$before" ]
    [ -L out/old.md ]
    [ -L out/main ]
}

@test "fullschema.ini names no directory outside the project" {
    put_hostile
    printf '[docs]\noutput-dir = ../out\n' | put fullschema.ini
    run --separate-stderr "$FULLSCHEMA" docs h
    expect_status 2
    expect_in_stderr 'output-dir: ../out leads out'
    [ ! -e ../out ]
}
