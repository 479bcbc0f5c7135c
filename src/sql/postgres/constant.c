#include "sql/postgres/constant.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "sql/postgres/jsonb.h"
#include "sql/postgres/normalize.h"
#include "sql/postgres/tree.h"

/* Some of the words that the server takes for true, or for false. */
static bool is_word_of(const char *word, const char *const *words)
{
    while (*words && strcasecmp(*words, word) != 0)
        words++;
    return *words;
}

/* A text that is said of a boolean column is stored as what it means. */
static bool read_boolean(json_t *value)
{
    static const char *const yes[] = {"t", "true", "y", "yes", "on", "1", NULL};
    static const char *const no[] = {"f", "false", "n", "no", "off", "0", NULL};
    json_t *constant = node_as(value, "A_Const");
    const char *word = field_text(field_node(constant, "sval"), "sval");
    bool is = is_word_of(word, yes);
    if (!word[0] || (!is && !is_word_of(word, no)))
        return false;
    json_object_del(constant, "sval");
    json_object_set_new(constant, "boolval", is ? json_pack("{s:b}", "boolval", 1) : json_object());
    return true;
}

/* Likewise a number, of a type whose numbers of that size the parser makes of digits alone. */
static bool read_integer(json_t *value, bool big)
{
    json_t *constant = node_as(value, "A_Const");
    const char *text = field_text(field_node(constant, "sval"), "sval");
    const char *digits = text + strspn(text, " ");
    char *end;
    errno = 0;
    long long n = strtoll(digits, &end, 10);
    bool small = n >= INT32_MIN && n <= INT32_MAX;
    if (errno || end == digits || end[strspn(end, " ")] || small == big || n == INT64_MIN)
        return false;
    replace_node(value, integer_constant(n));
    return true;
}

static bool read_jsonb(json_t *value)
{
    json_t *string = field_node(node_as(value, "A_Const"), "sval");
    void *work = mem_context(NULL);
    const char *text = string ? jsonb_text(work, field_text(string, "sval")) : NULL;
    if (text)
        json_object_set_new(string, "sval", json_string(text));
    mem_free(work);
    return text != NULL;
}

bool constant_as_stored(json_t *value, const char *type)
{
    if (strcmp(type, "boolean") == 0)
        return read_boolean(value);
    if (strcmp(type, "integer") == 0 || strcmp(type, "bigint") == 0)
        return read_integer(value, type[0] == 'b');
    return strcmp(type, "jsonb") == 0 && read_jsonb(value);
}
