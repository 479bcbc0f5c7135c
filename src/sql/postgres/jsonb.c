#include "sql/postgres/jsonb.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Shorter keys first: lengthCompareJsonbStringValue in the server's jsonb_util.c. */
static int by_length(const void *a, const void *b)
{
    const char *first = *(const char *const *)a, *second = *(const char *const *)b;
    size_t m = strlen(first), n = strlen(second);
    return m != n ? (m < n ? -1 : 1) : strcmp(first, second);
}

static json_t *arranged(void *ctx, json_t *value);

static json_t *arranged_object(void *ctx, json_t *value)
{
    json_t *object = json_object(), *part;
    const char **keys = mem_array(ctx, const char *, json_object_size(value) + 1), *key;
    size_t n = 0;
    json_object_foreach(value, key, part) keys[n++] = key;
    qsort(keys, n, sizeof *keys, by_length);
    bool ok = true;
    for (size_t i = 0; ok && i < n; i++)
        ok = json_object_set_new(object, keys[i], arranged(ctx, json_object_get(value, keys[i]))) == 0;
    if (ok)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *arranged_array(void *ctx, json_t *value)
{
    json_t *array = json_array(), *part;
    size_t i;
    bool ok = true;
    json_array_foreach(value, i, part) ok = ok && json_array_append_new(array, arranged(ctx, part)) == 0;
    if (ok)
        return array;
    json_decref(array);
    return NULL;
}

/* NULL where the server may write a number in another way. */
static json_t *arranged(void *ctx, json_t *value)
{
    if (json_is_object(value))
        return arranged_object(ctx, value);
    if (json_is_array(value))
        return arranged_array(ctx, value);
    return json_is_real(value) ? NULL : json_incref(value);
}

const char *jsonb_text(void *ctx, const char *json)
{
    json_t *value = json_loads(json, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    json_t *as_stored = value ? arranged(ctx, value) : NULL;
    char *text = as_stored ? json_dumps(as_stored, JSON_ENCODE_ANY) : NULL;
    const char *copy = text ? mem_strdup(ctx, text) : NULL;
    free(text);
    json_decref(as_stored);
    json_decref(value);
    return copy;
}
