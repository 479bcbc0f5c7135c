# What `fullschema --help` prints, as lines: "command", the name, what it does; tabs between them.

function flush() {
    if (name != "")
        printf "command\t%s\t%s\n", name, text
    name = ""
}

/^  [a-z]/ {
    flush()
    name = $1
    text = $0
    sub(/^ +[^ ]+ */, "", text)
    next
}

# A long text goes on in the next line.
/^      / && name != "" {
    sub(/^ +/, "")
    text = text (text == "" ? "" : " ") $0
    next
}

{ flush() }
END { flush() }
