# From the lines of completions.sh to a completion for zsh, of which choices.awk is a part.

# Inside single quotes, and inside the brackets and after the colons of _arguments.
function quoted(text) {
    gsub(/'/, "'\\''", text)
    gsub(/:/, "\\:", text)
    gsub(/\[/, "\\[", text)
    gsub(/\]/, "\\]", text)
    return text
}

# The word for it and how it is completed, as _arguments wants them.
function action(argument, text,    words) {
    if (argument == "-")
        return ""
    words = choices(argument, text)
    if (argument ~ /^FORMAT/)
        return ":format:_fullschema_format " words
    if (words != "")
        return ":" tolower(quoted(argument)) ":(" words ")"
    if (kind_of(argument) != "")
        return ":" kind_of(argument) ":_files" (kind_of(argument) == "directory" ? " -/" : "")
    return ":" tolower(quoted(argument)) ":"
}

BEGIN { FS = "\t" }

$1 == "command" {
    names[++n] = $2
    summaries = summaries "        '" $2 ":" quoted($3) "'\n"
}

$1 == "words" {
    if (kind_of($3) == "directory")
        words[$2] = "':directory:_files -/'"
    else if (kind_of($3) == "file")
        words[$2] = "'*:" tolower(quoted($3)) ":_files'"
    else
        words[$2] = "':" tolower(quoted($3)) ":'"
}

$1 == "option" {
    text = "[" quoted($6) "]" action($5, $6)
    sign = $5 == "-" ? "" : "="
    if ($3 == "-")
        lines[$2] = lines[$2] " \\\n                '*--" $4 sign text "'"
    else
        lines[$2] = lines[$2] " \\\n                '*'{-" $3 ",--" $4 sign "}'" text "'"
}

END {
    print "#compdef fullschema"
    print "# zsh completion for fullschema; made from what its --help prints"
    print ""
    print "# A format, or the file after FORMAT=."
    print "_fullschema_format() {"
    print "    if compset -P '*='; then"
    print "        _files"
    print "    else"
    print "        compadd -- \"$@\""
    print "    fi"
    print "}"
    print ""
    print "_fullschema() {"
    print "    local -a commands=("
    printf "%s", summaries
    print "    )"
    print "    local -a general=('--help:list the commands' '--version:name the version, its libraries and the servers it finds')"
    print "    if ((CURRENT == 2)) && [[ $PREFIX == -* ]]; then"
    print "        _describe -o option general"
    print "        return"
    print "    elif ((CURRENT == 2)) || [[ $words[2] == help ]]; then"
    print "        _describe -t commands command commands"
    print "        return"
    print "    fi"
    print "    local command=$words[2]"
    print "    shift words"
    print "    ((CURRENT--))"
    print "    case $command in"
    for (i = 1; i <= n; i++) {
        print "        " names[i] ")"
        print "            _arguments" lines[names[i]] (words[names[i]] == "" ? "" : " \\\n                " words[names[i]])
        print "            ;;"
    }
    print "    esac"
    print "}"
    print ""
    print "if [[ $funcstack[1] == _fullschema ]]; then"
    print "    _fullschema \"$@\""
    print "else"
    print "    compdef _fullschema fullschema"
    print "fi"
}
