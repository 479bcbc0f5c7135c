#!/usr/bin/env bats
# Completion as a person uses it: keys are pressed in a real zsh and a real bash, and the screen is read.

load ../lib/common
load ../lib/install
load ../lib/terminal

setup_file() {
    enter_scratch
    export scratch
    make_installed install DESTDIR="$scratch/root" PREFIX=/usr >/dev/null
    mkdir -p db/schema_one db/schema_two home
    say db/notes.ini ''
    say 'db/a snapshot.sql' ''
}

teardown_file() { leave_scratch; }
setup() { cd "$scratch" || return 1; }
teardown() { close_screen; rm -f tmux status; }

zsh_screen() {
    put home/.zshrc <<END
fpath=($scratch/root/usr/share/zsh/site-functions \$fpath)
autoload -U compinit
compinit -u -D
PS1='%% '
zstyle ':completion:*' menu no
END
    screen 160 "HOME=$scratch/home ZDOTDIR=$scratch/home PATH=$scratch/root/usr/bin:\$PATH zsh -i"
    within 30 shows '^% *$'
}

# bash_screen LINE...: what its startup file says.
bash_screen() {
    printf '%s\n' "$@" "PS1='% '" "bind 'set bell-style none'" "bind 'set completion-query-items 0'" \
        "bind 'set page-completions off'" "bind 'set show-all-if-ambiguous on'" >rc
    screen 160 "HOME=$scratch/home PATH=$scratch/root/usr/bin:\$PATH bash --noprofile --rcfile rc -i"
    within 30 shows '^% *$'
}

# completes TYPED LINE: after Tab the line reads so, a blank at its end being cut.
completes() {
    keys -l "$1"
    keys Tab
    within 30 line_is "$2" || { echo "$1:"; shown; return 1; }
    forget
}
line_is() { [ "$(shown | sed -n 's/^% //p' | tail -n 1 | sed 's/ *$//')" = "$1" ]; }

# keeps TYPED: Tab adds nothing; what is typed after it shows that it was seen.
keeps() {
    keys -l "$1"
    keys Tab
    keys -l .
    within 30 line_is "$1." || { echo "$1:"; shown; return 1; }
    forget
}

# offers TYPED PATTERN...: after Tab each of them is on the screen.
offers() {
    local pattern
    keys -l "$1"
    keys Tab
    shift
    for pattern; do
        within 30 shows "$pattern" || { echo "not offered: $pattern"; shown; return 1; }
    done
    forget
}

# A new line on an empty screen.
forget() {
    keys C-u C-l
    within 30 eval '[ "$(shown | grep -c .)" = 1 ] && line_is ""'
}

# What both shells do.
common_keys() {
    completes 'fullschema gen' 'fullschema generate'
    completes 'fullschema help verif' 'fullschema help verify'
    completes 'fullschema generate --statement-t' "fullschema generate --statement-timeout${1:-}"
    completes 'fullschema generate --layout=n' 'fullschema generate --layout=nested'
    completes 'fullschema generate --engine s' 'fullschema generate --engine sqlite'
    completes 'fullschema generate -s db/schema_o' 'fullschema generate -s db/schema_one/'
    completes 'fullschema generate --schema=db/schema_t' 'fullschema generate --schema=db/schema_two/'
    completes 'fullschema generate -c db/n' 'fullschema generate -c db/notes.ini'
    completes 'fullschema diff --format mark' 'fullschema diff --format markdown'
    completes 'fullschema diff --format=mark' 'fullschema diff --format=markdown'
    completes 'fullschema diff --format=html=db/n' 'fullschema diff --format=html=db/notes.ini'
    completes 'fullschema html db/a' 'fullschema html db/a\ snapshot.sql'
    completes 'fullschema diff db/notes.ini db/schema_o' 'fullschema diff db/notes.ini db/schema_one/'
    completes 'fullschema init db/schema_t' 'fullschema init db/schema_two/'
    # A delta's name is no file.
    keeps 'fullschema delta db/n'
    completes 'fullschema --vers' 'fullschema --version'
}

@test "zsh" {
    zsh_screen
    common_keys =
    offers 'fullschema ' '^generate  *-- regenerate the snapshots' '^config  *-- show the settings'
    offers 'fullschema inspect --' '^--output-file  *-- where the snapshot goes' '^--help  *-- show this'
    offers 'fullschema verify --se' '^--seed  *-- decides on' '^--self-test  *-- drifts planted'
    offers 'fullschema check --fail-on=' 'any  *breaking  *care  *none'
    # Sourced, where fpath is not to be changed.
    keys -l "unfunction _fullschema; source $scratch/root/usr/share/zsh/site-functions/_fullschema"
    keys Enter C-l
    completes 'fullschema gen' 'fullschema generate'
}

@test "bash, which has no more than this file" {
    bash_screen "source $scratch/root/usr/share/bash-completion/completions/fullschema"
    common_keys
    offers 'fullschema ' '--help .*cache .*verify' '--version .*check .*watch'
    offers 'fullschema generate ' '--schema ' '--accept-clock'
    offers 'fullschema check --fail-on ' 'any  *breaking  *care  *none'
}

@test "bash without = among what breaks words" {
    bash_screen "source $scratch/root/usr/share/bash-completion/completions/fullschema" 'COMP_WORDBREAKS=${COMP_WORDBREAKS//=/}'
    completes 'fullschema generate --layout=n' 'fullschema generate --layout=nested'
    completes 'fullschema generate --schema=db/schema_t' 'fullschema generate --schema=db/schema_two/'
}

@test "bash with bash-completion, which finds the installed file by itself" {
    bash_screen 'source /usr/share/bash-completion/bash_completion' "XDG_DATA_DIRS=$scratch/root/usr/share"
    common_keys
}

# fish_offers LINE WORD...: what fish itself says may come at the end of the line.
fish_offers() {
    local line=$1 word
    shift
    run fish --no-config -c "source $scratch/root/usr/share/fish/vendor_completions.d/fullschema.fish; complete -C '$line'"
    expect_status 0
    for word; do
        cut -f 1 <<<"$output" | grep -qFx -- "$word" || { echo "not offered for $line: $word"; echo "$output"; return 1; }
    done
}

@test "fish" {
    export HOME=$scratch/home
    fish_offers 'fullschema gen' generate
    fish_offers 'fullschema --' --help --version
    fish_offers 'fullschema help ver' verify
    fish_offers 'fullschema generate --statement-t' --statement-timeout
    fish_offers 'fullschema generate --layout=n' --layout=nested
    fish_offers 'fullschema generate --engine ' postgres sqlite
    fish_offers 'fullschema generate -s db/schema_' db/schema_one/ db/schema_two/
    fish_offers 'fullschema generate -c db/n' db/notes.ini
    fish_offers 'fullschema diff --format mark' markdown
    fish_offers 'fullschema diff db/n' db/notes.ini
    fish_offers 'fullschema init db/schema_t' db/schema_two/
    fish_offers 'fullschema cache ' check clear
    fish_offers 'fullschema delta db/n'
    [ -z "$output" ]
}

@test "each shell's script is printed by the program, as it was installed" {
    for shell in bash:share/bash-completion/completions/fullschema zsh:share/zsh/site-functions/_fullschema \
        fish:share/fish/vendor_completions.d/fullschema.fish; do
        "$FULLSCHEMA" completion "${shell%%:*}" | cmp - "$scratch/root/usr/${shell#*:}"
    done
    run --separate-stderr "$FULLSCHEMA" completion csh
    expect_status 2
    expect_in_stderr 'no completion for csh' 'bash, zsh and fish'
    run --separate-stderr "$FULLSCHEMA" completion
    expect_in_stderr 'bash|zsh|fish is missing'
}
