#include "schema/python_reader.h"

#include <jansson.h>
#include <string.h>

#include "base/mem.h"
#include "schema/python_private.h"

static const char *text_of(void *ctx, const json_t *line, const char *key)
{
    return mem_strdup(ctx, json_string_value(json_object_get(line, key)));
}

static int number_of(const json_t *line, const char *key)
{
    return (int)json_integer_value(json_object_get(line, key));
}

/* Names and expressions as the application puts them together: separated by commas. */
static char *joined(void *ctx, const json_t *list)
{
    struct text t;
    text_open(&t);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *one = json_string_value(json_array_get(list, i));
        fprintf(t.out, "%s%s", i ? ", " : "", one ? one : "");
    }
    return text_close(&t, ctx);
}

static void read_evidence(void *ctx, const json_t *line, struct registration *r)
{
    const json_t *why = json_object_get(line, "why");
    for (size_t i = 0; i < json_array_size(why); i++) {
        const json_t *one = json_array_get(why, i);
        size_t at = mem_grow(ctx, &r->evidence, &r->n_evidence);
        r->evidence[at] =
            (struct source_evidence){text_of(ctx, one, "file"), number_of(one, "line"), text_of(ctx, one, "text")};
    }
}

static bool kind_of(const char *form, enum registration_kind *kind)
{
    static const struct {
        const char *form;
        enum registration_kind kind;
    } kinds[] = {
        {"noop", REGISTERED_NOOP},         {"index", REGISTERED_INDEX},
        {"validate", REGISTERED_VALIDATE}, {"validate_and_delete_rows", REGISTERED_VALIDATE},
        {"handler", REGISTERED_HANDLER},   {"unresolved", REGISTERED_UNREADABLE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(form, kinds[i].form) == 0) {
            *kind = kinds[i].kind;
            return true;
        }
    return false;
}

static void read_registration(void *ctx, const json_t *line, struct registration *r)
{
    r->name = text_of(ctx, line, "update");
    r->engine = text_of(ctx, line, "engine");
    r->file = text_of(ctx, line, "file");
    r->line = number_of(line, "line");
    r->form = text_of(ctx, line, "kind");
    r->message = text_of(ctx, line, "message");
    r->table = text_of(ctx, line, "table");
    r->index = text_of(ctx, line, "index_name");
    r->columns = joined(ctx, json_object_get(line, "columns"));
    r->where = text_of(ctx, line, "where_clause");
    r->replaces = text_of(ctx, line, "replaces_index");
    r->constraint = text_of(ctx, line, "constraint_name");
    r->unique = json_is_true(json_object_get(line, "unique"));
    r->psql_only = json_is_true(json_object_get(line, "psql_only"));
    r->handler = text_of(ctx, line, "handler");
    const char *verdict = json_string_value(json_object_get(line, "verdict"));
    r->found = verdict && strcmp(verdict, "unknown") != 0;
    read_evidence(ctx, line, r);
}

/* One line of output; false where it is none of ours. *end is set by the last one. */
static bool read_line(void *ctx, const json_t *line, struct sources *s, bool *end)
{
    const char *form = json_string_value(json_object_get(line, "kind"));
    enum registration_kind kind;
    if (!form || *end)
        return false;
    if (strcmp(form, "end") == 0) {
        *end = (size_t)number_of(line, "lines") == s->n + s->n_problems;
        return *end;
    }
    if (strcmp(form, "problem") == 0) {
        size_t at = mem_grow(ctx, &s->problems, &s->n_problems);
        s->problems[at] = (struct source_problem){text_of(ctx, line, "file"), number_of(line, "line"),
                                                  number_of(line, "column"), text_of(ctx, line, "message")};
        return true;
    }
    if (!kind_of(form, &kind))
        return false;
    size_t at = mem_grow(ctx, &s->items, &s->n);
    s->items[at].kind = kind;
    read_registration(ctx, line, &s->items[at]);
    return true;
}

static struct sources *read_lines(void *ctx, char *text)
{
    struct sources *s = mem_new(ctx, struct sources);
    bool end = false, ok = true;
    for (char *line = text; ok && *line;) {
        size_t n = strcspn(line, "\n");
        json_t *json = json_loadb(line, n, 0, NULL);
        ok = json && read_line(ctx, json, s, &end);
        json_decref(json);
        line += n + (line[n] == '\n');
    }
    return ok && end ? s : NULL;
}

const struct sources *sources_read(void *ctx, const struct source_reader *reader, struct diags *diags)
{
    void *scratch = mem_root("sources_read");
    char *output = source_reader_output(scratch, reader, diags);
    struct sources *s = output ? read_lines(ctx, output) : NULL;
    mem_free(scratch);
    if (output && !s)
        diag_error(diags, "the reader of background updates said something that cannot be understood");
    return s;
}
