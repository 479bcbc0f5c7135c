# From the lines of completions.sh to a completion for zsh.

# Inside single quotes, and inside the brackets and after the colons of _arguments.
function quoted(text) {
    gsub(/'/, "'\\''", text)
    gsub(/:/, "\\:", text)
    gsub(/\[/, "\\[", text)
    gsub(/\]/, "\\]", text)
    return text
}

BEGIN { FS = "\t" }

$1 == "command" {
    names[++n] = $2
    summaries = summaries "        '" $2 ":" quoted($3) "'\n"
}

$1 == "option" {
    action = ""
    if ($5 == "DIR")
        action = ":directory:_files -/"
    else if ($5 ~ /FILE/)
        action = ":file:_files"
    else if ($5 == "ENGINE")
        action = ":engine:(postgres sqlite)"
    else if ($5 ~ /^[a-z]+[|]/) {
        choices = $5
        gsub(/[|]/, " ", choices)
        action = ":value:(" choices ")"
    } else if ($5 != "-")
        action = ":" tolower(quoted($5)) ":"
    text = "[" quoted($6) "]" action
    if ($3 == "-")
        lines[$2] = lines[$2] " \\\n                '*--" $4 ($5 == "-" ? "" : "=") text "'"
    else
        lines[$2] = lines[$2] " \\\n                '*'{-" $3 ",--" $4 ($5 == "-" ? "" : "=") "}'" text "'"
}

END {
    print "#compdef fullschema"
    print "# zsh completion for fullschema; made from what its --help prints"
    print "_fullschema() {"
    print "    local -a commands=("
    printf "%s", summaries
    print "    )"
    print "    if ((CURRENT == 2)); then"
    print "        _describe command commands"
    print "        return"
    print "    fi"
    print "    local command=$words[2]"
    print "    shift words"
    print "    ((CURRENT--))"
    print "    case $command in"
    for (i = 1; i <= n; i++) {
        print "        " names[i] ")"
        print "            _arguments" lines[names[i]] " \\"
        print "                '*:file:_files'"
        print "            ;;"
    }
    print "    esac"
    print "}"
    print "_fullschema \"$@\""
}
