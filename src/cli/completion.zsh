
# A format, or the file after FORMAT=.
_fullschema_format() {
    if compset -P '*='; then
        _files
    else
        compadd -- "$@"
    fi
}

_fullschema() {
    local -a commands general=('--help:list the commands' '--version:name the version, its libraries and the servers it finds')
    _fullschema_commands
    if ((CURRENT == 2)) && [[ $PREFIX == -* ]]; then
        _describe -o option general
        return
    elif ((CURRENT == 2)) || [[ $words[2] == help ]]; then
        _describe -t commands command commands
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    _fullschema_command $command
}

if [[ $funcstack[1] == _fullschema ]]; then
    _fullschema "$@"
else
    compdef _fullschema fullschema
fi
