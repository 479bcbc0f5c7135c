/* fullschema init: the first files of a project, copied from share/fullschema/init. */
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/mem.h"
#include "base/share.h"
#include "cmd/cmd.h"

/* One file to be made. */
struct start {
    const char *path, *text;
};

struct starts {
    void *ctx;
    struct start *items;
    size_t n;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    static const struct poptOption none[] = {POPT_TABLEEND};
    *arguments = NULL;
    return mem_copy(ctx, none, sizeof(none));
}

/* Collects the files below `from`, which are to stand below `to`. */
static bool collect(struct starts *starts, const char *from, const char *to, struct diags *diags)
{
    struct dir_listing list;
    bool ok = dir_list(starts->ctx, from, &list, diags);
    for (size_t i = 0; ok && i < list.n; i++) {
        char *source = path_join(starts->ctx, from, list.entries[i].name);
        char *target = strcmp(to, ".") == 0 ? mem_strdup(starts->ctx, list.entries[i].name)
                                            : path_join(starts->ctx, to, list.entries[i].name);
        if (list.entries[i].is_dir) {
            ok = collect(starts, source, target, diags);
            continue;
        }
        size_t at = mem_grow(starts->ctx, &starts->items, &starts->n);
        starts->items[at] = (struct start){target, file_read_text(starts->ctx, source, diags)};
        ok = starts->items[at].text != NULL;
    }
    return ok;
}

/* All or nothing: a project that has begun is not written over, nor half-filled. */
static bool check_free(const struct starts *starts, struct diags *diags)
{
    for (size_t i = 0; i < starts->n; i++)
        if (is_file(starts->items[i].path) || is_directory(starts->items[i].path)) {
            struct diag *e = diag_error(diags, "is there already");
            e->file = mem_strdup(diags->ctx, starts->items[i].path);
        }
    if (diags->n_errors > 0)
        diag_hint(diags, &diags->items[diags->n - 1],
                  "nothing was written; init is for a project that has no schema yet");
    return diags->n_errors == 0;
}

static enum exit_status run(struct invocation *invocation)
{
    struct diags *diags = &invocation->diags;
    struct starts starts = {.ctx = invocation->ctx};
    const char *from = share_path(invocation->ctx, "init", diags);
    const char *to = invocation->n_words ? invocation->words[0] : ".";
    if (!from || !collect(&starts, from, to, diags) || !check_free(&starts, diags))
        return EXIT_STATUS_TROUBLE;
    for (size_t i = 0; i < starts.n; i++) {
        if (!file_create(starts.items[i].path, starts.items[i].text, diags))
            return EXIT_STATUS_TROUBLE;
        puts(starts.items[i].path);
    }
    return EXIT_STATUS_DONE;
}

const struct command init_command = {
    .name = "init",
    .summary = "lay out a schema directory for a new project",
    .about = "Writes the first files of a project below DIR (default: the working directory): a schema directory\n"
             "with a first delta, fullschema.ini, and a workflow that checks pull requests. Files that are there\n"
             "already are an error, and nothing is written then.",
    .words = "[DIR]",
    .max_words = 1,
    .options = option_table,
    .run = run,
};
