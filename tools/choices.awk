# What an option may be given, for the completions: from what it takes and what is said of it.

# The fixed words, separated by blanks; "" where there are none.
function choices(argument, text,    n, i, parts, found) {
    if (argument == "ENGINE")
        return "postgres sqlite"
    if (argument ~ /^FORMAT/) { # "text, json or html, to standard output ..."
        sub(/, to .*/, "", text)
        gsub(/, | or /, " ", text)
        return text
    }
    n = split(argument, parts, "|")
    for (i = 1; i <= n; i++)
        if (parts[i] ~ /^[a-z]+$/)
            found = found (found == "" ? "" : " ") parts[i]
    return found
}

# "directory", "file" or "", of an option's argument or of a command's words.
function kind_of(argument) {
    if (argument ~ /^\[?DIR\]?$/)
        return "directory"
    return argument ~ /FILE|OLD|NEW|SNAPSHOT|SOURCE|PATH|REV/ ? "file" : ""
}
