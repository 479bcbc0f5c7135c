# From the lines of completions.sh to a completion for bash.

BEGIN { FS = "\t" }

$1 == "command" { names = names (names == "" ? "" : " ") $2 }

$1 == "option" {
    words[$2] = words[$2] (words[$2] == "" ? "" : " ") "--" $4
    if ($3 != "-")
        words[$2] = words[$2] " -" $3
    if ($5 == "-")
        next
    pattern = $2 ":--" $4 ($3 == "-" ? "" : "|" $2 ":-" $3)
    if ($5 == "DIR")
        cases = cases "        " pattern ") compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
    else if ($5 ~ /FILE/)
        cases = cases "        " pattern ") compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
    else {
        choices = ""
        n = split($5, parts, "|")
        for (i = 1; i <= n; i++)
            if (parts[i] ~ /^[a-z]+$/)
                choices = choices (choices == "" ? "" : " ") parts[i]
        if ($5 == "ENGINE")
            choices = "postgres sqlite"
        cases = cases "        " pattern ") mapfile -t COMPREPLY < <(compgen -W '" choices "' -- \"$cur\") ;;\n"
    }
}

END {
    print "# bash completion for fullschema; made from what its --help prints"
    print "_fullschema()"
    print "{"
    print "    local cur=$2 previous=$3 command=${COMP_WORDS[1]}"
    print "    COMPREPLY=()"
    print "    if ((COMP_CWORD == 1)); then"
    print "        mapfile -t COMPREPLY < <(compgen -W '" names " --help --version' -- \"$cur\")"
    print "        return"
    print "    fi"
    print "    # In --option=value, readline takes the sign for a word of its own."
    print "    if [[ $cur == '=' ]]; then"
    print "        cur=''"
    print "        previous=${COMP_WORDS[COMP_CWORD - 1]}"
    print "    elif [[ $previous == '=' ]]; then"
    print "        previous=${COMP_WORDS[COMP_CWORD - 2]}"
    print "    fi"
    print "    case $command:$previous in"
    printf "%s", cases
    print "        *)"
    print "            case $command in"
    n = split(names, list, " ")
    for (i = 1; i <= n; i++)
        print "                " list[i] ") mapfile -t COMPREPLY < <(compgen -W '" words[list[i]] "' -- \"$cur\") ;;"
    print "            esac"
    print "            if [[ $cur != -* ]]; then"
    print "                compopt -o filenames"
    print "                mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")"
    print "            fi"
    print "            ;;"
    print "    esac"
    print "}"
    print "complete -F _fullschema fullschema"
}
