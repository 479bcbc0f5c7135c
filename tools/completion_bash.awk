# From the lines of completions.sh to a completion for bash, of which choices.awk is a part.

BEGIN { FS = "\t" }

$1 == "command" { names = names (names == "" ? "" : " ") $2 }

$1 == "words" { kinds[$2] = kind_of($3) }

$1 == "option" {
    options[$2] = options[$2] (options[$2] == "" ? "" : " ") "--" $4 ($3 == "-" ? "" : " -" $3)
    if ($5 == "-")
        next
    pattern = $2 ":--" $4 ($3 == "-" ? "" : "|" $2 ":-" $3)
    words = choices($5, $6)
    action = words != "" ? "words '" words "'" : kind_of($5) != "" ? kind_of($5) : "nothing"
    cases = cases "    " pattern ") _fullschema_" action " \"$cur\" ;;\n"
}

END {
    print "# bash completion for fullschema; made from what its --help prints. It needs no other package."
    print "_fullschema_words() { mapfile -t COMPREPLY < <(compgen -P \"$prefix\" -W \"$1\" -- \"$2\"); }"
    print "_fullschema_directory()"
    print "{"
    print "    compopt -o filenames"
    print "    mapfile -t COMPREPLY < <(compgen -P \"$prefix\" -d -- \"$1\")"
    print "    # With the option before it, readline does not see that it is a directory."
    print "    [[ -z $prefix ]] || { compopt -o nospace; COMPREPLY=(\"${COMPREPLY[@]/%//}\"); }"
    print "}"
    print "_fullschema_file() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -P \"$prefix\" -f -- \"$1\"); }"
    print "_fullschema_nothing() { :; }"
    print ""
    print "# What may follow the option $2 of the command $1; false where it takes nothing."
    print "_fullschema_value()"
    print "{"
    print "    case $1:$2 in"
    printf "%s", cases
    print "    *) return 1 ;;"
    print "    esac"
    print "}"
    print ""
    print "_fullschema()"
    print "{"
    print "    local cur=$2 previous=$3 command=${COMP_WORDS[1]} prefix=''"
    print "    COMPREPLY=()"
    print "    if ((COMP_CWORD == 1)); then"
    print "        _fullschema_words '" names " help --help --version' \"$cur\""
    print "        return"
    print "    fi"
    print "    # In --option=value, readline takes the sign for a word of its own, unless COMP_WORDBREAKS lacks it."
    print "    if [[ $cur == '=' ]]; then"
    print "        cur=''"
    print "        previous=${COMP_WORDS[COMP_CWORD - 1]}"
    print "    elif [[ $previous == '=' ]]; then"
    print "        previous=${COMP_WORDS[COMP_CWORD - 2]}"
    print "    elif [[ $cur == --*=* ]]; then"
    print "        previous=${cur%%=*}"
    print "        prefix=$previous="
    print "        cur=${cur#*=}"
    print "    fi"
    print "    # --format=html=FILE"
    print "    if ((COMP_CWORD > 4)) && [[ $previous != -* && ${COMP_WORDS[COMP_CWORD - 4]} == --format ||"
    print "        $previous != -* && ${COMP_WORDS[COMP_CWORD - 3]} == --format && ${COMP_WORDS[COMP_CWORD]} == '=' ]]; then"
    print "        _fullschema_file \"$cur\""
    print "        return"
    print "    fi"
    print "    _fullschema_value \"$command\" \"$previous\" && return"
    print "    case $command in"
    n = split(names, list, " ")
    for (i = 1; i <= n; i++) {
        name = list[i]
        if (kinds[name] == "")
            print "    " name ") _fullschema_words '" options[name] "' \"$cur\" ;;"
        else {
            print "    " name ")"
            print "        if [[ $cur == -* ]]; then"
            print "            _fullschema_words '" options[name] "' \"$cur\""
            print "        else"
            print "            _fullschema_" kinds[name] " \"$cur\""
            print "        fi"
            print "        ;;"
        }
    }
    print "    help) _fullschema_words '" names "' \"$cur\" ;;"
    print "    esac"
    print "}"
    print "complete -F _fullschema fullschema"
}
