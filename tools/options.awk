# What `fullschema COMMAND --help` prints, as lines: "words", the command and
# what its usage says after the options, if anything; then for each "option", the command (given
# as a variable), the short name or "-", the long name, what it takes or "-",
# what it does; tabs between them.

function flush() {
    if (long != "")
        printf "option\t%s\t%s\t%s\t%s\t%s\n", command, short, long, argument, text
    long = ""
}

/^Usage: .*\[OPTION\.\.\.\] / {
    sub(/.*\[OPTION\.\.\.\] /, "")
    printf "words\t%s\t%s\n", command, $0
    next
}

/^ +(-[a-zA-Z], )?--[a-z]/ {
    flush()
    line = $0
    short = "-"
    argument = "-"
    if (match(line, /^ +-[a-zA-Z], /)) {
        short = substr(line, RLENGTH - 2, 1)
        line = substr(line, RLENGTH + 1)
    }
    sub(/^ +/, "", line)
    match(line, /^--[a-z-]+/)
    long = substr(line, 3, RLENGTH - 2)
    line = substr(line, RLENGTH + 1)
    if (line ~ /^[= ][^ ]/) {
        match(line, /^[= ][^ ]+/)
        argument = substr(line, 2, RLENGTH - 1)
        line = substr(line, RLENGTH + 1)
    }
    sub(/^ +/, "", line)
    text = line
    next
}

# A long text goes on in the next line.
/^                    / && long != "" {
    sub(/^ +/, "")
    text = text (text == "" ? "" : " ") $0
    next
}

{ flush() }
END { flush() }
