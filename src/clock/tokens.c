#include "clock/tokens.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"

enum { LONGEST_TOKEN = 64 };

static const char *const postgres_functions[] = {"age",
                                                 "clock_timestamp",
                                                 "current_date",
                                                 "current_time",
                                                 "current_timestamp",
                                                 "gen_random_bytes",
                                                 "gen_random_uuid",
                                                 "localtime",
                                                 "localtimestamp",
                                                 "now",
                                                 "pg_backend_pid",
                                                 "pg_conf_load_time",
                                                 "pg_current_snapshot",
                                                 "pg_current_wal_lsn",
                                                 "pg_current_xact_id",
                                                 "pg_postmaster_start_time",
                                                 "random",
                                                 "random_normal",
                                                 "statement_timestamp",
                                                 "timeofday",
                                                 "transaction_timestamp",
                                                 "txid_current",
                                                 "txid_current_snapshot",
                                                 "uuid_generate_v1",
                                                 "uuid_generate_v1mc",
                                                 "uuid_generate_v4",
                                                 "uuidv4",
                                                 "uuidv7",
                                                 NULL};

static const char *const sqlite_functions[] = {
    "current_date", "current_time", "current_timestamp", "date",      "datetime", "julianday", "random", "randomblob",
    "strftime",     "time",         "timediff",          "unixepoch", NULL};

static const char *const *const functions[ENGINE_COUNT] = {
    [ENGINE_POSTGRES] = postgres_functions,
    [ENGINE_SQLITE] = sqlite_functions,
};

static const char *const postgres_literals[] = {"now", "today", "tomorrow", "yesterday", NULL};
static const char *const sqlite_literals[] = {"now", NULL};
static const char *const *const literals[ENGINE_COUNT] = {
    [ENGINE_POSTGRES] = postgres_literals,
    [ENGINE_SQLITE] = sqlite_literals,
};

static bool listed(const char *const *list, const char *token)
{
    for (; *list; list++)
        if (**list == tolower((unsigned char)*token) && strcasecmp(*list, token) == 0)
            return true;
    return false;
}

bool clock_function(enum engine engine, const char *name)
{
    return listed(functions[engine], name);
}

static bool is_literal(const void *data, const char *token)
{
    return listed(data, token);
}

bool clock_literal(enum engine engine, const char *text)
{
    return tokens_any(text, is_literal, literals[engine]);
}

static bool is_of_clock(const void *data, const char *token)
{
    enum engine engine = *(const enum engine *)data;
    return listed(functions[engine], token) || listed(literals[engine], token);
}

bool clock_tokens_in(enum engine engine, const char *text)
{
    return tokens_any(text, is_of_clock, &engine);
}

static bool is_chance(const void *data, const char *token)
{
    static const char *const parts[] = {"random", "uuid", "txid", "xact_id", "backend_pid", "snapshot", "wal_lsn"};
    (void)data;
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        if (strstr(token, parts[i]) && listed(postgres_functions, token))
            return true;
    return false;
}

bool clock_chance_in(const char *text)
{
    return tokens_any(text, is_chance, NULL);
}

static bool in_token(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

bool tokens_any(const char *text, bool (*met)(const void *data, const char *token), const void *data)
{
    while (*text) {
        char token[LONGEST_TOKEN + 1];
        size_t n = 0;
        while (in_token(text[n]))
            n++;
        ascii_copy_lower(token, text, n < LONGEST_TOKEN ? n : LONGEST_TOKEN);
        if (n && met(data, token))
            return true;
        text += n ? n : 1;
    }
    return false;
}

static bool is_token(const void *data, const char *token)
{
    return strcasecmp(data, token) == 0;
}

bool text_has_token(const char *text, const char *token)
{
    return tokens_any(text, is_token, token);
}

static size_t skip_back(const char *text, size_t at)
{
    while (at > 0 && isspace((unsigned char)text[at - 1]))
        at--;
    return at;
}

/* NEW.a, SET a, or one more of these. */
static bool begins_assignment(const char *text, size_t at)
{
    at = skip_back(text, at);
    return (at >= 4 && strncasecmp(text + at - 4, "new.", 4) == 0) ||
           (at >= 3 && strncasecmp(text + at - 3, "set", 3) == 0) || (at >= 1 && text[at - 1] == ',');
}

bool assigned_in(const char *text, const char *column)
{
    size_t n = strlen(column);
    for (size_t i = 0; text[i]; i++) {
        if (strncasecmp(text + i, column, n) != 0 || (i && in_token(text[i - 1])) || in_token(text[i + n]))
            continue;
        const char *next = text + i + n + strspn(text + i + n, " \t\r\n\"");
        if ((*next == '=' || strncmp(next, ":=", 2) == 0) && begins_assignment(text, i))
            return true;
    }
    return false;
}
