#include "report/json_text.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/shown.h"

json_t *json_text(const char *s)
{
    if (!s)
        return json_null();
    if (utf8_check(s, strlen(s)) == strlen(s))
        return json_string(s);
    char *escaped = shown_text(NULL, s);
    json_t *text = json_string(escaped);
    mem_free(escaped);
    return text;
}

json_t *json_line(int line)
{
    return line > 0 ? json_integer(line) : json_null();
}

void json_put(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        mem_exhausted();
}

void json_add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        mem_exhausted();
}

/* Outside of strings there is neither DEL nor a hash. */
static void put_escaped(FILE *out, const char *text)
{
    for (; *text; text++)
        if (*text == 0x7F || (text[0] == '#' && text[1] == '#'))
            fprintf(out, "\\u%04x", (unsigned)*text);
        else
            fputc(*text, out);
}

void json_print(FILE *out, json_t *root)
{
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII);
    if (text)
        put_escaped(out, text);
    else
        mem_exhausted();
    fputc('\n', out);
    free(text);
    json_decref(root);
}
