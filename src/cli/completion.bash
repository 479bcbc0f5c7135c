
_fullschema_words() { mapfile -t COMPREPLY < <(compgen -P "$prefix" -W "$1" -- "$2"); }
_fullschema_directory()
{
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -P "$prefix" -d -- "$1")
    # With the option before it, readline does not see that it is a directory.
    [[ -z $prefix ]] || { compopt -o nospace; COMPREPLY=("${COMPREPLY[@]/%//}"); }
}
_fullschema_file() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen -P "$prefix" -f -- "$1"); }
_fullschema_nothing() { :; }

_fullschema()
{
    local cur=$2 previous=$3 command=${COMP_WORDS[1]} prefix='' options='' words=nothing
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _fullschema_words "$(_fullschema_commands) help --help --version" "$cur"
        return
    fi
    # In --option=value, readline takes the sign for a word of its own, unless COMP_WORDBREAKS lacks it.
    if [[ $cur == '=' ]]; then
        cur=''
        previous=${COMP_WORDS[COMP_CWORD - 1]}
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $cur == --*=* ]]; then
        previous=${cur%%=*}
        prefix=$previous=
        cur=${cur#*=}
    fi
    # --format=html=FILE
    if ((COMP_CWORD > 4)) && [[ $previous != -* && ${COMP_WORDS[COMP_CWORD - 4]} == --format ||
        $previous != -* && ${COMP_WORDS[COMP_CWORD - 3]} == --format && ${COMP_WORDS[COMP_CWORD]} == '=' ]]; then
        _fullschema_file "$cur"
        return
    fi
    _fullschema_value "$command" "$previous" && return
    if [[ $command == help ]]; then
        _fullschema_words "$(_fullschema_commands)" "$cur"
        return
    fi
    _fullschema_command "$command"
    if [[ $cur == -* || $words == nothing ]]; then
        _fullschema_words "$options" "$cur"
    elif [[ $words == file || $words == directory ]]; then
        "_fullschema_$words" "$cur"
    else
        _fullschema_words "$words" "$cur"
    fi
}
complete -F _fullschema fullschema
