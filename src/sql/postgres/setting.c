#include "sql/postgres/setting.h"

#include <string.h>

#include "base/mem.h"
#include "sql/postgres/name.h"

bool setting_is_list(const char *name)
{
    static const char *const lists[] = {"local_preload_libraries",  "search_path",      "session_preload_libraries",
                                        "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"};
    for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
        if (strcmp(lists[i], name) == 0)
            return true;
    return false;
}

static const char *skip_blanks(const char *c)
{
    return c + strspn(c, " \t\n\r\f\v");
}

/* One name from its first byte on; *at moves behind it. NULL: a quote does not end. */
static char *take_name(void *ctx, const char **at)
{
    bool quoted = **at == '"';
    const char *c = *at + quoted, *end = c;
    while (*end && (quoted ? *end != '"' || end[1] == '"' : !strchr(", \t\n\r\f\v", *end)))
        end += quoted && *end == '"' ? 2 : 1;
    if (quoted && !*end)
        return NULL;
    char *name = mem_array(ctx, char, (size_t)(end - c) + 1);
    for (size_t n = 0; c < end; n++) {
        c += quoted && *c == '"';
        name[n] = *c++;
    }
    *at = end + quoted;
    return name;
}

const char *const *setting_names(void *ctx, const char *value)
{
    const char **names = NULL;
    size_t n = 0;
    const char *c = skip_blanks(value);
    for (bool more = *c != '\0'; more;) {
        const char *name = *c ? take_name(ctx, &c) : NULL;
        if (!name)
            return NULL;
        size_t at = mem_grow(ctx, &names, &n);
        names[at] = name;
        c = skip_blanks(c);
        more = *c == ',';
        c = skip_blanks(c + more);
    }
    if (*c)
        return NULL;
    mem_grow(ctx, &names, &n);
    return names;
}

/* A name is cut at 63 bytes and never empty, a literal is neither; and it stays on its line. */
static bool fits_name(const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
            return false;
    return n > 0 && n <= LONGEST_NAME;
}

static void print_list(FILE *out, const char *const *names)
{
    for (size_t i = 0; names[i]; i++) {
        fputs(i > 0 ? ", " : "", out);
        if (fits_name(names[i]))
            print_name(out, names[i]);
        else
            print_literal(out, names[i]);
    }
}

static void print_setting_name(FILE *out, const char *name)
{
    const char *dot = strchr(name, '.');
    if (dot) {
        char *prefix = mem_strndup(NULL, name, (size_t)(dot - name));
        print_name(out, prefix);
        putc('.', out);
        mem_free(prefix);
    }
    print_name(out, dot ? dot + 1 : name);
}

void print_setting(FILE *out, const char *name, const char *const *values)
{
    print_setting_name(out, name);
    fputs(" TO ", out);
    if (setting_is_list(name) && values[0]) {
        print_list(out, values);
        return;
    }
    struct text whole;
    text_open(&whole);
    for (size_t i = 0; values[i]; i++)
        fprintf(whole.out, "%s%s", i > 0 ? ", " : "", values[i]);
    char *value = text_close(&whole, NULL);
    print_literal(out, value);
    mem_free(value);
}
