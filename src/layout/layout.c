#include "layout/layout.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "layout/placeholder.h"

const char *const layout_names[] = {"auto", "flat", "nested", "one", NULL};

static const char *const below_output[] = {
    [LAYOUT_FLAT] = "{version}/{database}/full.sql.{engine}",
    [LAYOUT_NESTED] = "{database}/" LAYOUT_NESTED_DIRECTORY "/{version}/full.sql.{engine}",
    [LAYOUT_ONE] = "full.sql.{engine}",
};
static const char one_of_several[] = "{database}/full.sql.{engine}";

bool layout_is_pattern(const char *output)
{
    return strstr(output, "{engine}") || strstr(output, "{database}");
}

bool layout_is_file(const char *output)
{
    return has_ending(base_name(output), ".sql") || layout_is_pattern(output);
}

static bool refuse(const char *output, struct diags *diags, const char *message, const char *hint)
{
    struct diag *e = diag_error(diags, "--output %s: %s", output, message);
    diag_hint(diags, e, "%s", hint);
    return false;
}

/* A word in braces that stands for nothing is a misspelt one that stands for something. */
static const char *unknown_placeholder(void *ctx, const char *output)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
    for (const char *at = output; (at = strchr(at, '{')); at++) {
        size_t n = strspn(at + 1, letters);
        char *word = mem_strndup(ctx, at, n + 2);
        if (n > 0 && at[n + 1] == '}' && !layout_is_pattern(word))
            return word;
    }
    return NULL;
}

static bool make_of_file(void *ctx, const char *output, struct snapshot_layout *layout, struct diags *diags)
{
    const char *unknown = unknown_placeholder(ctx, output);
    size_t n = strlen(output);
    if (unknown)
        return refuse(output, diags, mem_printf(ctx, "%s stands for nothing", unknown),
                      "{engine} and {database} are replaced");
    if (output[n - 1] == '/')
        return refuse(output, diags, "it ends in a slash, and would be a file",
                      "name the file: db/schema.{engine}.sql");
    size_t directory = 0, below = 0;
    for (size_t i = 0; output[i] && output[i] != '{'; i++)
        if (output[i] == '/') {
            directory = i ? i : 1;
            below = i + 1;
        }
    layout->directory = mem_strndup(ctx, output, directory);
    layout->below = mem_strdup(ctx, output + below);
    return true;
}

bool layout_below(void *ctx, enum layout_form form, const char *output, bool several, struct snapshot_layout *layout,
                  struct diags *diags)
{
    bool file = layout_is_file(output) && !is_directory(output);
    *layout = (struct snapshot_layout){.form = file ? LAYOUT_ONE : form, .directory = output};
    if (file && form != LAYOUT_ONE && form != LAYOUT_AUTO)
        return refuse(output, diags,
                      mem_printf(ctx, "that is a file, and --layout %s has directories by version", layout_names[form]),
                      "name a directory, or say --layout one");
    if (file)
        return make_of_file(ctx, output, layout, diags);
    layout->below = form == LAYOUT_ONE && several ? one_of_several : below_output[form];
    return true;
}

const char *const layout_placeholders[N_LAYOUT_PLACEHOLDERS] = {
    [LAYOUT_DATABASE] = "{database}", [LAYOUT_VERSION] = "{version}", [LAYOUT_ENGINE] = "{engine}"};

enum layout_placeholder layout_placeholder_at(const char *pattern)
{
    int which = 0;
    while (which < N_LAYOUT_PLACEHOLDERS &&
           strncmp(pattern, layout_placeholders[which], strlen(layout_placeholders[which])) != 0)
        which++;
    return (enum layout_placeholder)which;
}

static void put(FILE *out, const struct snapshot_identity *place, enum layout_placeholder which)
{
    if (which == LAYOUT_VERSION)
        fprintf(out, "%d", place->version);
    else
        fputs(which == LAYOUT_DATABASE ? place->database : engine_name(place->engine), out);
}

struct snapshot_layout layout_beside(void *ctx, const struct snapshot_layout *layout, int version)
{
    struct snapshot_layout beside = *layout;
    int stem = (int)(base_name(layout->below) - layout->below);
    stem += (int)strcspn(layout->below + stem, ".");
    beside.below = mem_printf(ctx, "%.*s.%d%s", stem, layout->below, version, layout->below + stem);
    return beside;
}

/* What stands between the directory and what is below it. */
static const char *joint(const struct snapshot_layout *layout)
{
    size_t n = strlen(layout->directory);
    return n && layout->directory[n - 1] != '/' ? "/" : "";
}

char *layout_pattern(void *ctx, const struct snapshot_layout *layout)
{
    return mem_printf(ctx, "%s%s%s", layout->directory, joint(layout), layout->below);
}

char *layout_path(void *ctx, const struct snapshot_layout *layout, const struct snapshot_identity *place)
{
    struct text t;
    text_open(&t);
    fprintf(t.out, "%s%s", layout->directory, joint(layout));
    for (const char *at = layout->below; *at;) {
        enum layout_placeholder which = layout_placeholder_at(at);
        if (which < N_LAYOUT_PLACEHOLDERS)
            put(t.out, place, which);
        else
            fputc(*at, t.out);
        at += which < N_LAYOUT_PLACEHOLDERS ? strlen(layout_placeholders[which]) : 1;
    }
    return text_close(&t, ctx);
}

char *layout_versions(void *ctx, enum layout_form form, const char *output, const char *database)
{
    return form == LAYOUT_NESTED ? mem_printf(ctx, "%s/%s/" LAYOUT_NESTED_DIRECTORY, output, database)
                                 : mem_strdup(ctx, output);
}

char *layout_version_directory(void *ctx, enum layout_form form, const char *output, const char *database, int version)
{
    const struct snapshot_layout layout = {form, output, below_output[form]};
    const struct snapshot_identity place = {database, version, ENGINE_POSTGRES};
    char *path = layout_path(ctx, &layout, &place);
    *strrchr(path, '/') = '\0';
    return path;
}
