/* fullschema init: the first files of a project, copied from share/fullschema/init. */
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/quoted.h"
#include "base/share.h"
#include "base/write.h"
#include "cmd/commands.h"
#include "cmd/init_place.h"

/* One file to be made. */
struct start {
    const char *directory; /* that was named, and path begins with */
    const char *path, *text;
};

struct starts {
    void *ctx;
    struct start *items;
    size_t n;
};

/* `dir`/`name`, without the ./ that nobody types. */
static char *below(void *ctx, const char *dir, const char *name)
{
    return strcmp(dir, ".") == 0 ? mem_strdup(ctx, name) : path_join(ctx, dir, name);
}

static char *without_slashes(void *ctx, const char *dir)
{
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    return mem_strndup(ctx, dir, n);
}

/* Collects the files below `from`, which are to stand below `to`. */
static bool collect(struct starts *starts, const char *from, const char *to, const char *directory, struct diags *diags)
{
    struct dir_listing list;
    bool ok = dir_list(starts->ctx, &root_own, from, &list, diags);
    for (size_t i = 0; ok && i < list.n; i++) {
        char *source = path_join(starts->ctx, from, list.entries[i].name);
        char *target = below(starts->ctx, to, list.entries[i].name);
        if (list.entries[i].is_dir) {
            ok = collect(starts, source, target, directory, diags);
            continue;
        }
        size_t at = mem_grow(starts->ctx, &starts->items, &starts->n);
        starts->items[at] = (struct start){directory, target, file_read_text(starts->ctx, &root_own, source, diags)};
        ok = starts->items[at].text != NULL;
    }
    return ok;
}

static bool is_below(const char *path, const char *dir)
{
    size_t n = strlen(dir);
    return strncmp(path, dir, n) == 0 && path[n] == '/';
}

/* GitHub reads workflows at the top of a repository only, and runs them there. */
static void place_workflow(struct starts *starts, const struct init_place *place)
{
    const char *down = without_slashes(starts->ctx, place->down);
    for (size_t i = 0; i < starts->n; i++) {
        struct start *s = &starts->items[i];
        const char *name = strstr(s->path, ".github/");
        if (!name)
            continue;
        s->directory = place->top;
        s->path = mem_printf(starts->ctx, "%s%s", place->top, name);
        if (*place->down)
            s->text = mem_printf(starts->ctx, "%s        with:\n          working-directory: %s\n", s->text,
                                 quoted(starts->ctx, down));
    }
}

static void refuse(struct diags *diags, const char *path)
{
    struct diag *e = diag_error(diags, "is there already");
    e->file = mem_strdup(diags->ctx, path);
}

/* All or nothing: a project that has begun is not written over, nor half-filled, nor mixed with another. */
static bool check_free(const struct starts *starts, const char *schema, struct diags *diags)
{
    if (is_there(schema))
        refuse(diags, schema);
    for (size_t i = 0; i < starts->n; i++)
        if (is_there(starts->items[i].path) && !is_below(starts->items[i].path, schema))
            refuse(diags, starts->items[i].path);
    if (diags->n_errors > 0)
        diag_hint(diags, &diags->items[diags->n - 1],
                  "nothing was written; init is for a project that has no schema yet");
    return diags->n_errors == 0;
}

/* Said beside the list of files, which is the result. */
static void print_next(const char *to, const struct init_place *place)
{
    console_print(stderr, "\nnext: fullschema generate");
    if (strcmp(to, ".") != 0)
        console_print(stderr, " -s %s/schema", to);
    console_print(stderr,
                  ", then commit these files and the snapshots it makes\n"
                  "      for GitHub, replace OWNER in %s.github/workflows/schema.yml\n",
                  place->top);
}

static enum exit_status run(struct invocation *invocation)
{
    struct diags *diags = &invocation->diags;
    struct starts starts = {.ctx = invocation->ctx};
    const char *from = share_path(invocation->ctx, "init", diags);
    const char *to = without_slashes(invocation->ctx, invocation->n_operands ? invocation->operands[0] : ".");
    const struct init_place place = init_place_find(invocation->ctx, to);
    if (!from || !collect(&starts, from, to, strcmp(to, ".") == 0 ? "" : to, diags))
        return EXIT_STATUS_TROUBLE;
    place_workflow(&starts, &place);
    if (!check_free(&starts, below(invocation->ctx, to, "schema"), diags))
        return EXIT_STATUS_TROUBLE;
    for (size_t i = 0; i < starts.n; i++) {
        if (!file_create(starts.items[i].directory, starts.items[i].path, starts.items[i].text, diags))
            return EXIT_STATUS_TROUBLE;
        console_print(stdout, "%s\n", starts.items[i].path);
    }
    fflush(stdout);
    print_next(to, &place);
    return EXIT_STATUS_DONE;
}

const struct command init_command = {
    .name = "init",
    .summary = "lay out a schema directory for a new project",
    .about = "Writes the first files of a project below DIR (default: the working directory): a schema directory\n"
             "with a first delta, fullschema.ini, and at the top of the git repository a workflow that checks pull\n"
             "requests. Files that are there already are an error, and nothing is written then.",
    .operands = "[DIR]",
    .max_operands = 1,
    .options = command_no_options,
    .run = run,
};
