# shellcheck shell=bash disable=SC2034,SC2154
# What the files about this share. The page, as somebody sees it who opens it in a browser: headless Chromium reads it, types into it and follows its links. Every look at a page also fails on an error in the console and on any request to elsewhere.

setup_file() {
    temporary_place
    pages=$(mktemp -d "$place/fspage.XXXXXX")
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
