#!/usr/bin/env bats
# make install, uninstall and deb; the manual and the completions.

load ../lib/common
load ../lib/install

setup_file() {
    enter_scratch
    export scratch
    make_installed install DESTDIR="$scratch/root" PREFIX=/usr >/dev/null
    make_installed deb >deb.out
    cp "$repo/$(tail -n 1 deb.out)" "$scratch/package.deb"
}

teardown_file() { leave_scratch; }
setup() { cd "$scratch" || return 1; }
teardown() { :; }

@test "installed, it finds its own files" {
    put_schema schema
    say schema/main/delta/2/03_program.py 'def run_create(cur, database_engine):
    cur.execute("CREATE TABLE by_program (id INTEGER)")'
    run --separate-stderr root/usr/bin/fullschema generate --engine sqlite
    expect_status 0
    grep -q 'CREATE TABLE by_program' full_schemas/2/main/full.sql.sqlite
}

@test "every command has a manual page with all its options" {
    local all command options option
    all=$(commands)
    for command in $all; do
        page=root/usr/share/man/man1/fullschema-$command.1
        LC_ALL=C.UTF-8 MANWIDTH=200 man --warnings -l "$page" >page.txt 2>warnings
        [ ! -s warnings ] || { cat warnings; return 1; }
        options=$(long_options "$command")
        for option in $options; do
            grep -q -- "$option" page.txt || { echo "$command: $option is missing"; return 1; }
        done
        grep -q "fullschema-$command - " page.txt
        for section in EXAMPLES 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
            [ "$(grep -cx "$section" page.txt)" = 1 ] || { echo "$command: $section is missing"; return 1; }
        done
        # What the examples give is there to be given.
        sed -n '/^EXAMPLES/,/^[D-Z]/p' page.txt | grep -oE "fullschema $command.*" >examples.txt || [ "$command" = completion ]
        grep -oE -- ' --[a-z-]+' examples.txt | while read -r option; do
            grep -qx -- "$option" <<<"$options" || { echo "$command: no $option"; return 1; }
        done
    done
    man -l root/usr/share/man/man1/fullschema.1 | grep -q 'fullschema-generate(1)'
}

# complete WORD...: what bash offers for the last of the words, sorted.
complete_words() {
    bash --norc -c '
        compopt() { :; }
        source "$1"
        shift
        COMP_WORDS=("$@")
        COMP_CWORD=$(($# - 1))
        _fullschema fullschema "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf "%s\n" "${COMPREPLY[@]}" | LC_ALL=C sort' - root/usr/share/bash-completion/completions/fullschema "$@"
}

@test "bash completes commands, options, choices, directories and files" {
    mkdir -p words/schema_one words/schema_two
    say words/notes.ini ''
    [ "$(complete_words fullschema gen)" = generate ]
    [ "$(complete_words fullschema '' | grep -v '^--')" = "$({ commands; echo help; } | LC_ALL=C sort)" ]
    local all command
    all=$(commands)
    for command in $all; do
        expect_same <(long_options "$command" | LC_ALL=C sort) <(complete_words fullschema "$command" --)
    done
    [ "$(complete_words fullschema generate --layout '')" = $'flat\nnested\none' ]
    [ "$(complete_words fullschema generate --layout = n)" = nested ]
    [ "$(complete_words fullschema generate --engine s)" = sqlite ]
    [ "$(complete_words fullschema generate -s words/)" = $'words/schema_one\nwords/schema_two' ]
    [ "$(complete_words fullschema generate --config words/n)" = words/notes.ini ]
}

@test "zsh takes the completion, which speaks of every option" {
    zsh -n root/usr/share/zsh/site-functions/_fullschema
    local all command options option
    all=$(commands)
    for command in $all; do
        sed -n "/^    $command)/,/;;/p" root/usr/share/zsh/site-functions/_fullschema >zsh.txt
        options=$(long_options "$command")
        for option in $options; do
            grep -qE -- "$option[=}[]" zsh.txt || { echo "$command: $option is missing"; return 1; }
        done
    done
}

@test "uninstall removes what install copied, and nothing else" {
    cp -r root other
    say other/usr/share/man/man1/another.1 ''
    "$repo/tools/uninstall.sh" "$scratch/other" /usr >/dev/null
    expect_files other <<<usr/share/man/man1/another.1
    [ ! -e other/usr/bin ]
    rm other/usr/share/man/man1/another.1
    cp -r root whole
    "$repo/tools/uninstall.sh" "$scratch/whole" /usr >/dev/null
    [ -z "$(ls -A whole/usr)" ]
    run --separate-stderr "$repo/tools/uninstall.sh" "$scratch/other" /usr
    expect_status 2
    expect_in_stderr 'nothing is installed below'
}

@test "an install over an earlier one leaves none of its files behind" {
    cp -r root over
    say over/usr/share/fullschema/earlier/helper.py ''
    echo share/fullschema/earlier/helper.py >>over/usr/share/fullschema/installed
    make_installed install DESTDIR="$scratch/over" PREFIX=/usr >/dev/null
    diff -r root over
}

@test "lintian has nothing to say about the package" {
    TMPDIR=$BATS_TEST_TMPDIR lintian --allow-root --tag-display-limit 0 -I package.deb >lintian.txt 2>/dev/null
    [ ! -s lintian.txt ] || { cat lintian.txt; return 1; }
}

@test "the package depends on what its programs are linked with" {
    dpkg-deb -f package.deb Depends | tr ',' '\n' | sed 's/ *(.*//; s/^ *//' | LC_ALL=C sort >depends
    dpkg-deb -x package.deb unpacked
    objdump -p unpacked/usr/bin/fullschema unpacked/usr/libexec/fullschema/fullschema-sqlite | sed -n 's/^ *NEEDED *//p' | sort -u >linked
    local library
    for library in $(cat linked); do
        dpkg -S "*/$(dpkg-architecture -qDEB_HOST_MULTIARCH)/$library" | sed 's/:.*//'
    done | LC_ALL=C sort -u >needed
    diff depends needed
}

@test "Graphviz and the hundred packages that it brings are suggested, not installed along" {
    dpkg-deb -f package.deb Suggests | grep -qE '(^|, )libgvc[0-9]'
    dpkg-deb -f package.deb Depends Recommends >wanted
    run -1 grep -E 'libgvc|libcgraph|graphviz' wanted
}

# dpkg_root ARGUMENT...: dpkg on the root `system`. A machine may be set to leave out documentation.
dpkg_root() { dpkg --root="$scratch/system" --path-include='/usr/share/*' "$@" >dpkg.txt 2>&1; }

@test "dpkg installs the package, both engines work, man finds its pages, and a purge leaves nothing" {
    [ "$(id -u)" -eq 0 ] || skip 'dpkg wants root'
    # The new root knows the packages of this machine: what the package depends on is looked for among them.
    mkdir -p system/var/lib/dpkg/info system/var/lib/dpkg/updates
    cp /var/lib/dpkg/info/*.list system/var/lib/dpkg/info/
    : >system/var/lib/dpkg/status
    run ! dpkg_root -i package.deb
    grep -q 'depends on libpq5' dpkg.txt
    dpkg_root -P fullschema
    awk -v RS= -v ORS='\n\n' '!/^Package: fullschema\n/' /var/lib/dpkg/status >system/var/lib/dpkg/status
    dpkg_root -i package.deb || { cat dpkg.txt; return 1; }

    put_schema schema
    say schema/main/delta/2/03_program.py 'def run_create(cur, database_engine):
    cur.execute("CREATE TABLE by_program (id INTEGER)")'
    run --separate-stderr system/usr/bin/fullschema --version
    expect_status 0
    [ "${lines[0]}" = "fullschema $(dpkg-deb -f package.deb Version)" ]
    grep -q '^\* 1[0-9]' <<<"$output"
    run --separate-stderr system/usr/bin/fullschema generate -o by_package
    expect_status 0
    run --separate-stderr "$FULLSCHEMA" generate -o by_build
    diff -r by_build by_package
    grep -l 'CREATE TABLE by_program' by_package/2/main/full.sql.{postgres,sqlite}
    nothing_left
    local all page
    all=$(commands)
    for page in '' $all; do
        page=fullschema${page:+-$page}
        [ "$(man -M "$scratch/system/usr/share/man" -w "$page")" = "$scratch/system/usr/share/man/man1/$page.1.gz" ]
    done

    dpkg_root -P fullschema || { cat dpkg.txt; return 1; }
    find system -path system/var/lib/dpkg -prune -o -type f -print >left
    find system -iname '*fullschema*' >>left
    [ ! -s left ] || { cat left; return 1; }
    [ ! -e system/usr ]
}

@test "from the package alone, in a root of its own, it works" {
    [ "$(id -u)" -eq 0 ] || skip 'chroot wants root'
    mkdir jail
    dpkg-deb -x package.deb jail
    local files file
    files=$(ldd jail/usr/bin/fullschema jail/usr/libexec/fullschema/fullschema-sqlite | grep -oE '/[^ :]+ \(' | cut -d' ' -f1 | sort -u)
    for file in $files; do
        install -D "$file" "jail$file"
    done
    mkdir -p jail/tmp jail/proc/self
    ln -s /usr/bin/fullschema jail/proc/self/exe
    (cd jail && put_schema schema)
    run --separate-stderr chroot jail /usr/bin/fullschema generate -s /schema -o /out --engine sqlite
    expect_status 0
    [ -s jail/out/2/main/full.sql.sqlite ]
}

@test "without help2man there are no manual pages, and the rest is made" {
    mkdir bin build
    for program in /usr/bin/* /bin/*; do
        [ "${program##*/}" = help2man ] || ln -sf "$program" bin/
    done
    cp "$FULLSCHEMA" build/fullschema
    run --separate-stderr env PATH="$PWD/bin" make -s -C "$repo" BUILD="$PWD/build" -o "$PWD/build/fullschema" \
        "$PWD/build/man/done" "$PWD/build/completions/done"
    expect_status 0
    expect_in_stderr 'no manual pages: help2man is not installed'
    [ -s build/completions/fish ]
}
