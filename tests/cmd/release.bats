#!/usr/bin/env bats
# What `make release` makes, used as people do; the action that installs it; the workflow's last step.

load ../lib/common
load ../lib/install

setup_file() {
    enter_scratch
    export scratch
    version=$(<"$repo/VERSION")
    archive=fullschema-$version-linux-$(uname -m)
    export version archive SOURCE_DATE_EPOCH=1700000000
    make_installed release-parts RELEASE="$scratch/first" >/dev/null
    # Another directory, another hour of the clock, other rights of new files.
    (umask 077 && TZ=Asia/Tokyo make_installed release-parts RELEASE="$scratch/second" >/dev/null)
    [ ! -e "first/$archive.tar.gz" ] || tar -xzf "first/$archive.tar.gz"
}

teardown_file() { leave_scratch; }
setup() { cd "$scratch" || return 1; }
teardown() { :; }

needs_archive() { [ -d "$archive" ] || skip 'the archive is made on the oldest Debian that is supported'; }

@test "two runs give the same bytes" {
    diff -r first second
    ls first
    [ "$(find first -name '*.deb' | wc -l)" = 1 ]
}

@test "the archive runs where there is nothing but a C library, from any directory" {
    needs_archive
    [ "$(id -u)" -eq 0 ] || skip 'chroot wants root'
    # The loader finds libraries by /proc.
    in_jail() { unshare --mount --pid --fork --kill-child sh -c 'mount -t proc proc jail/proc && exec chroot jail "$@"' sh "$@"; }
    mkdir -p jail/opt/any jail/tmp jail/proc jail/dev
    mknod -m 666 jail/dev/null c 1 3
    unshare --mount --pid --fork mount -t proc proc jail/proc || skip 'nothing can be mounted here'
    cp -r "$archive" jail/opt/any/where
    local file files
    files=$(ldd /bin/true "$FULLSCHEMA" | grep -oE '/[^ :]*/(ld-linux|libc|libm|libresolv)[^ /]* ' | sort -u)
    [ -n "$files" ]
    for file in $files; do
        install -D "$file" "jail$file"
    done
    mkdir jail/migrations
    echo 'CREATE TABLE rooms (id INTEGER PRIMARY KEY, up INTEGER REFERENCES rooms (id));' >jail/migrations/1_rooms.sql
    run --separate-stderr in_jail /opt/any/where/bin/fullschema generate --layout-in numbered -s /migrations \
        -o /out --engine sqlite
    expect_status 0
    grep -q 'CREATE TABLE rooms' jail/out/full.sql.sqlite
    if "$archive/bin/fullschema" --version | grep -q '^Graphviz [0-9]'; then
        in_jail /opt/any/where/bin/fullschema html /out/full.sql.sqlite -o /page.html
        grep -q '<svg' jail/page.html
    fi
    # What is loaded is what was brought.
    [ -z "$(ldd "$archive/bin/fullschema" | grep -vE "$archive/|/lib/fullschema/|linux-vdso|ld-linux|/lib(c|m|resolv)\.so")" ]
}

@test "the archive's server side works: a snapshot of Postgres, and a program delta" {
    needs_archive
    put_schema schema
    say schema/main/delta/2/03_program.py 'def run_create(cur, database_engine):
    cur.execute("CREATE TABLE by_program (id INTEGER)")'
    run --separate-stderr "$archive/bin/fullschema" generate -o by_archive
    expect_status 0
    "$FULLSCHEMA" generate -q -o by_build
    diff -r by_build by_archive
}

@test "the SBOM names every library with its package, and each has its licence beside it" {
    local sbom
    for sbom in first/*.spdx.json; do
        jq -e '.spdxVersion == "SPDX-2.3" and .dataLicense == "CC0-1.0" and (.documentNamespace | startswith("https://"))
            and ([.packages[] | select(.versionInfo == null or .versionInfo == "" or .SPDXID == null)] == [])
            and (([.packages[].SPDXID] | length) == ([.packages[].SPDXID] | unique | length))
            and ([.relationships[].relatedSpdxElement] - [.packages[].SPDXID] == [])
            and ([.packages[].name] | contains(["fullschema", "libpg-query-dev", "libpq5", "libc6"]))
            and ([.packages[] | select(.name == "fullschema")][0].versionInfo == env.version)' "$sbom" >/dev/null
        [ "$(jq -r '.packages[] | select(.name == "libpq5").versionInfo' "$sbom")" = "$(dpkg-query -W -f '${Version}' libpq5)" ]
    done
    needs_archive
    sbom=first/$archive.spdx.json
    jq -r '.relationships[] | select(.relationshipType == "CONTAINS").relatedSpdxElement | ltrimstr("SPDXRef-")' "$sbom" | sort >contained
    ls "$archive/share/doc/fullschema/licenses" | grep -v '^libpg-query-dev$' | sort | diff contained -
    [ "$(wc -l <contained)" -ge 10 ]
}

# put_tree: the parts of the source that a release is made of, as a repository with a changelog of this version.
put_tree() {
    rm -rf tree origin.git
    git init -q --bare -b main origin.git
    mkdir tree
    cp -r "$repo/tools" "$repo/VERSION" "$repo/README.md" "$repo/action.yml" tree/
    rm -f tree/tools/release/SHA256SUMS
    printf '# Changelog\n\n## Unreleased\n\n- later\n\n## %s (2026-12-01)\n\n- what is new\n\n## 0.1.0\n\n- first\n' "$version" >tree/CHANGELOG.md
    git -C tree init -q -b main
    git -C tree remote add origin "file://$scratch/origin.git"
    git -C tree add -A
    git -C tree -c user.name=x -c user.email=x@example.org commit -qm all
}

@test "the index: checksums of all, the section of the changelog, the source, a Dockerfile and a formula" {
    put_tree
    cp -r first made
    REPOSITORY=https://code.example/team/fullschema tree/tools/release/index.sh made
    (cd made && sha256sum --check --quiet --strict SHA256SUMS)
    [ "$(find made -type f | wc -l)" = "$(($(wc -l <made/SHA256SUMS) + 1))" ]
    [ "$(cat made/notes.md)" = '- what is new' ]
    tar -xzOf "made/fullschema-$version.tar.gz" "fullschema-$version/VERSION" | grep -qx "$version"
    "$repo/tests/lib/dockerfile.py" made/Dockerfile
    [ "$(grep -c '@' made/Dockerfile)" = 0 ]
    grep -q "fullschema_$version+deb12_" made/Dockerfile
    if command -v ruby >/dev/null; then ruby -c made/fullschema.rb; fi
    run -1 grep -E '@[A-Z]+@' made/fullschema.rb
    needs_archive
    grep -q "url \"https://code.example/team/fullschema/releases/download/v$version/$archive.tar.gz\"" made/fullschema.rb
    grep -q "sha256 \"$(sha256sum "made/$archive.tar.gz" | cut -d' ' -f1)\"" made/fullschema.rb
    # Again, over what is there.
    cp -r made again
    REPOSITORY=https://code.example/team/fullschema tree/tools/release/index.sh again
    diff -r made again
}

@test "the last step: the tag of the release has the checksums; a version, a changelog or a file that is another one stops it" {
    put_tree
    cp -r first publish
    tree/tools/release/index.sh publish
    mkdir -p bin
    printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s/gh.words"\n' "$scratch" >bin/gh
    chmod +x bin/gh
    publish() { run env PATH="$PWD/bin:$PATH" GITHUB_REF_NAME="$1" tree/tools/release/publish.sh publish; }
    publish release-9.9.9
    expect_status 2
    [[ $output == *"the tag is release-9.9.9, and VERSION says $version"* ]]
    echo x >>publish/notes.md
    publish "release-$version"
    expect_status 2
    [[ $output == *'the files are not those of SHA256SUMS'* ]]
    [ ! -e gh.words ]
    tree/tools/release/index.sh publish
    publish "release-$version"
    expect_status 0
    git -C origin.git show "v$version:tools/release/SHA256SUMS" | diff - publish/SHA256SUMS
    grep -qx "v$version" gh.words
    grep -qx -- --verify-tag gh.words
    grep -qx "$PWD/publish/SHA256SUMS" gh.words
}

# The first step of the action on a tag that has checksums, with a curl that has only what is in served/.
install_step() {
    mkdir -p bin runner served
    cat >bin/curl <<'END'
#!/bin/sh
echo "$@" >>"$SERVED/asked"
while [ $# -gt 1 ]; do
    case $1 in --output) out=$2 ;; esac
    shift
done
cp "$SERVED/$(basename "$1")" "$out"
END
    chmod +x bin/curl
    printf '#!/bin/sh\necho compiled: "$@"\n' >tree/tools/bootstrap
    : >github_path
    run env -i PATH="$PWD/bin:/usr/bin:/bin" SERVED="$PWD/served" RUNNER_TEMP="$PWD/runner" GITHUB_PATH="$PWD/github_path" \
        ACTION_REPOSITORY=maker/fullschema tree/tools/github_install.sh
}

@test "the action installs the archive of its tag, and only the one whose checksum the tag has" {
    needs_archive
    put_tree
    cp -r first installable
    tree/tools/release/index.sh installable
    # A branch names no checksums.
    install_step
    expect_status 0
    [ "$output" = 'compiled: all' ]
    [ ! -e served/asked ]
    cp installable/SHA256SUMS tree/tools/release/
    cp "installable/$archive.tar.gz" served/
    install_step
    expect_status 0
    grep -qF "https://github.com/maker/fullschema/releases/download/v$version/$archive.tar.gz" served/asked
    run "$(tail -n 1 github_path)/fullschema" --version
    [ "${lines[0]}" = "fullschema $version" ]
    # Another file in its place.
    echo more >>"served/$archive.tar.gz"
    install_step
    expect_status 2
    [[ $output == *'another checksum'* ]]
    [ ! -s github_path ]
    # No file for this machine, and one that is gone.
    rm "served/$archive.tar.gz"
    install_step
    expect_status 0
    [[ $output == *'::warning title=fullschema is compiled::'*'compiled: all' ]]
    sed -i '/linux-/d' tree/tools/release/SHA256SUMS
    install_step
    expect_status 0
    [ "$output" = 'compiled: all' ]
}

@test "the version stands in one place, and what names a release names this one" {
    [ "$("$FULLSCHEMA" --version | head -n 1)" = "fullschema $version" ]
    local files=("$repo"/README.md "$repo"/docs/*.md "$repo"/examples/* "$repo"/share/fullschema/init/.github/workflows/*)
    [ -z "$(grep -hE 'OWNER/fullschema@|releases/download/v|    rev: |FULLSCHEMA: ' "${files[@]}" | grep -vF "$version")" ]
}

@test "other people's actions are named by a commit" {
    grep -rhoE 'uses: .*' "$repo"/{README.md,action.yml,docs,examples,.github,share/fullschema/init/.github} >uses
    [ -s uses ]
    [ -z "$(grep -vE 'uses: (OWNER/fullschema@v|actions/[a-z-]+@[0-9a-f]{40}( |$)|https://code.forgejo.org/actions/checkout@v)' uses)" ]
}

@test "reports of a release link to its own documentation, and the text names the command" {
    "$repo/tools/release_source.sh" 1.2.3 https://code.example/fullschema/blob/v1.2.3/docs >release.c
    grep -qx 'const char release_docs_url\[\] = "https://code.example/fullschema/blob/v1.2.3/docs";' release.c
    run "$repo/tools/release_source.sh" '1"; int x' ''
    expect_status 2
    printf 'CREATE TABLE rooms (id INTEGER, topic TEXT);' >old.sql.sqlite
    printf 'CREATE TABLE rooms (id INTEGER);' >new.sql.sqlite
    run "$FULLSCHEMA" diff old.sql.sqlite new.sql.sqlite --format markdown
    [[ $output != *'blob/v'* ]]
    local released=${FULLSCHEMA%/*}/tests/fullschema-released
    run "$released" diff old.sql.sqlite new.sql.sqlite --format markdown
    [[ $output == *"(<https://code.example/fullschema/blob/v$version/docs/changes.md#column-removed>)"* ]]
    run "$released" diff old.sql.sqlite new.sql.sqlite
    [[ $output == *'(fullschema explain column-removed)'* && $output != *'blob/v'* ]]
    run "$released" diff old.sql.sqlite new.sql.sqlite --docs-url https://other.example/ --format markdown
    [[ $output == *'https://other.example/changes.md#column-removed'* && $output != *'blob/v'* ]]
}
