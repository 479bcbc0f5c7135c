#include "schema/prepared.h"

#include <string.h>

#include "base/files.h"
#include "base/mem.h"

static bool refuse(const struct project *project, const struct project_path *file, struct diags *diags)
{
    struct diag *e = diag_error(diags, "%s: no such file", file->path);
    e->file = mem_strdup(diags->ctx, project->file);
    e->line = file->line;
    diag_hint(diags, e, "paths are relative to this file");
    return false;
}

static bool add_file(struct plan *plan, const struct project *project, const struct project_path *file,
                     struct diags *diags)
{
    const char *name = base_name(file->path);
    const char *directory = name == file->path       ? ""
                            : name == file->path + 1 ? "/"
                                                     : mem_strndup(plan, file->path, (size_t)(name - file->path) - 1);
    if ((*directory && !is_directory(directory)) || !is_there(file->path) || is_directory(file->path))
        return refuse(project, file, diags);
    const struct root *root = root_open(plan, directory, diags);
    if (!root)
        return false;
    size_t at = mem_grow(plan, &plan->files, &plan->n_files);
    plan->files[at] = (struct prepared_file){mem_strdup(plan, file->path), root};
    return true;
}

static bool is_about(const struct project_prepare *prepare, const struct plan *plan, const struct plan_request *request)
{
    if (!prepare->database)
        return true;
    bool is = strcmp(prepare->database, plan->database) == 0;
    for (size_t i = 0; i < request->n_databases; i++)
        is |= strcmp(prepare->database, request->databases[i]) == 0;
    return is;
}

static void add_extensions(struct plan *plan, struct prepared_extension **all, const struct project_prepare *prepare)
{
    for (size_t i = 0; i < prepare->n_extensions; i++) {
        size_t at = mem_grow(plan, all, &plan->n_extensions);
        (*all)[at] = prepare->extensions[i];
    }
    plan->extensions = *all;
}

bool prepared_take(struct plan *plan, const struct project *project, const struct plan_request *request,
                   struct diags *diags)
{
    struct prepared_extension *all = NULL;
    bool ok = true;
    for (size_t i = 0; project && i < project->n_prepares; i++) {
        const struct project_prepare *prepare = &project->prepares[i];
        const struct project_path *file = &prepare->files[plan->engine];
        if (!is_about(prepare, plan, request))
            continue;
        if (plan->engine == ENGINE_POSTGRES)
            add_extensions(plan, &all, prepare);
        /* A snapshot that is started from has what the file has made. */
        if (file->path && plan->base == NO_BASE)
            ok = add_file(plan, project, file, diags) && ok;
    }
    return ok;
}

static bool is_among(const struct prepared_extension *all, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].name, name) == 0)
            return true;
    return false;
}

const struct prepared_extension *prepared_extensions(void *ctx, const struct project *project, const char *database,
                                                     size_t *n)
{
    struct prepared_extension *all = NULL;
    *n = 0;
    for (size_t i = 0; project && i < project->n_prepares; i++) {
        const struct project_prepare *prepare = &project->prepares[i];
        bool about = !prepare->database || !*database || strcmp(prepare->database, database) == 0;
        for (size_t k = 0; about && k < prepare->n_extensions; k++) {
            if (is_among(all, *n, prepare->extensions[k].name))
                continue;
            size_t at = mem_grow(ctx, &all, n);
            all[at] = prepare->extensions[k];
        }
    }
    return all;
}
