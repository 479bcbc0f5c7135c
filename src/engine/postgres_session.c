/*
 * The settings of every session. Whatever the server's or the role's own
 * settings are: catalogs print the same text everywhere.
 */
#include "base/mem.h"
#include "engine/postgres.h"

/*
 * Each also is the value that RESET and DISCARD ALL go back to. All exist in
 * every version; extra_float_digits 3 means "shortest exact" from 12 on and
 * "exact" before.
 */
static const struct session_setting settings[] = {
    {"search_path", "\"$user\",public"},
    {"timezone", "UTC"},
    {"datestyle", "ISO,MDY"},
    {"intervalstyle", "postgres"},
    {"extra_float_digits", "3"},
    {"bytea_output", "hex"},
    {"xmloption", "content"},
    {"xmlbinary", "base64"},
    {"lc_monetary", "C"},
    {"lc_numeric", "C"},
    {"lc_time", "C"},
    {"quote_all_identifiers", "off"},
    {"standard_conforming_strings", "on"},
    {"backslash_quote", "safe_encoding"},
    {"escape_string_warning", "on"},
    {"array_nulls", "on"},
    {"transform_null_equals", "off"},
    {"check_function_bodies", "on"},
    {"row_security", "on"},
    {"default_text_search_config", "pg_catalog.english"},
    {"default_transaction_isolation", "read committed"},
    {"default_transaction_read_only", "off"},
    {"default_transaction_deferrable", "off"},
    {"default_tablespace", ""},
    {"temp_tablespaces", ""},
    {"synchronous_commit", "off"},
    {"jit", "off"},
    {"client_min_messages", "warning"},
    {"statement_timeout", "0"},
    {"lock_timeout", "0"},
    {"idle_in_transaction_session_timeout", "0"},
    /* A library that is not there lets no session begin. */
    {"local_preload_libraries", ""},
};

enum { N_SETTINGS = sizeof settings / sizeof *settings };

const char session_statements[] = "SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET geqo = on";

/* The server takes the options apart at blanks that no backslash precedes. */
char *session_options(void *ctx)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < N_SETTINGS; i++) {
        fprintf(t.out, "%s-c %s=", i ? " " : "", settings[i].name);
        for (const char *p = settings[i].value; *p; p++) {
            if (*p == ' ' || *p == '\\')
                putc('\\', t.out);
            putc(*p, t.out);
        }
    }
    return text_close(&t, ctx);
}

/* None of the values holds a quote or a backslash. */
static void set(FILE *out, const struct session_setting *s)
{
    fprintf(out, ", pg_catalog.set_config('%s', '%s', true)", s->name, s->value);
}

char *session_in_transaction(void *ctx, const struct session_setting *others, size_t n)
{
    struct text t;
    text_open(&t);
    fputs("SELECT pg_catalog.set_config('geqo', 'on', true)", t.out);
    for (size_t i = 0; i < N_SETTINGS; i++)
        set(t.out, &settings[i]);
    for (size_t i = 0; i < n; i++)
        set(t.out, &others[i]);
    return text_close(&t, ctx);
}
