#include "generate/proven_key.h"

#include <string.h>

#include "apply/replacements.h"
#include "base/files.h"
#include "base/mem.h"
#include "cache/identity.h"
#include "engine/installed.h"
#include "engine/prepare.h"
#include "generate/purity.h"

/* A key being made. */
struct making {
    void *ctx;
    const struct job *job;
    struct digest digest;
    bool sqlite; /* files are for that alone: it runs no SQL that is made up, and has no extensions */
    bool pure;
    const char *why, *where; /* it is not pure, of which step's file */
    const char *step;        /* at hand, or NULL */
    bool extends;
    bool remembers;
};

static void require(struct making *m, bool holds, const char *why)
{
    if (holds || !m->pure)
        return;
    m->pure = false;
    m->why = why;
    m->where = m->step;
}

/* What was found out of it. */
static void finish(const struct making *m, struct key_part *part)
{
    part->usable = m->pure;
    part->why = m->why;
    part->where = m->where;
    part->remembers = m->remembers;
}

struct key_part engine_key(const struct job *job, enum engine engine)
{
    struct key_part part = {0};
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a snapshot, 2");
    identity_add_self(&d);
    part.usable = engine_identity(engine, &job->options->server, &d);
    part.why = part.usable ? NULL : "the server is a running one, or its programs cannot be read";
    digest_end(&d, part.key);
    return part;
}

/* What a server has of extensions, where some file speaks of one. */
static void add_extensions(struct making *m)
{
    if (m->extends)
        require(m, engine_extensions_identity(&m->job->options->server, &m->digest),
                "the files of the server's extensions cannot be read");
}

/* As it runs on Postgres. */
static const char *replaced_text(void *ctx, const struct project_database *section, const char *text)
{
    const struct replaced found = replacements_find(ctx, section, ENGINE_POSTGRES, text);
    return script_edited(ctx, text, found.edits, found.n);
}

/* A file by its path and content; one that is missing, or cannot be read, is added as that. */
static void add_file(struct making *m, const struct root *root, const char *path,
                     const struct project_database *section)
{
    uint8_t digest[DIGEST_SIZE];
    size_t size = 0;
    char *bytes = file_read(m->ctx, root, path, &size);
    digest_field(&m->digest, path);
    digest_number(&m->digest, bytes ? (int64_t)size : -1);
    if (!bytes)
        return;
    digest_of(bytes, size, digest);
    digest_bytes(&m->digest, digest, sizeof digest);
    const struct purity purity = m->sqlite ? (struct purity){false} : purity_of(replaced_text(m->ctx, section, bytes));
    require(m, !purity.makes_up, "it runs SQL that is made up while it runs");
    m->extends = m->extends || purity.extends;
    m->remembers = m->remembers || purity.remembers;
    mem_free(bytes);
}

/* The settings that some tools have in a file beside a migration. */
static void add_beside(struct making *m, const struct step *step)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        const char *path = (*tool)->settings ? (*tool)->settings(m->ctx, step->path) : NULL;
        if (path)
            add_file(m, step->root, path, NULL);
    }
}

static void add_migrations(struct making *m, const struct migrations *migrations)
{
    const struct migration_request *request = &migrations->request;
    digest_field(&m->digest, request->tool ? request->tool->name : NULL);
    digest_number(&m->digest, migrations->tool_chosen);
    digest_number(&m->digest, request->keep_placeholders);
    digest_number(&m->digest, request->with_history);
    for (size_t i = 0; request->placeholders && request->placeholders[i]; i++)
        digest_field(&m->digest, request->placeholders[i]);
    for (size_t i = 0; request->section && i < request->section->n_replacements; i++) {
        const struct project_replacement *r = &request->section->replacements[i];
        digest_field(&m->digest, r->from);
        digest_field(&m->digest, r->to);
        for (int e = 0; e < ENGINE_COUNT; e++)
            digest_number(&m->digest, r->engines[e]);
    }
}

static void add_step(struct making *m, const struct step *step)
{
    digest_number(&m->digest, step->kind);
    digest_number(&m->digest, step->version);
    digest_field(&m->digest, step->name);
    m->step = step->path;
    require(m, !step->program, "it is a program");
    if (step->path)
        add_file(m, step->root, step->path, step->migrations ? step->migrations->request.section : NULL);
    if (step->path && step->migrations)
        add_beside(m, step);
}

static void add_directory(struct making *m, const struct root *root, const char *path)
{
    struct dir_listing list;
    struct diags unsaid;
    diags_init(&unsaid, m->ctx);
    digest_field(&m->digest, path);
    require(m, dir_list_if_any(m->ctx, root, path, &list, &unsaid), "the files of background updates cannot be listed");
    digest_number(&m->digest, (int64_t)list.n);
    for (size_t i = 0; i < list.n; i++) {
        digest_number(&m->digest, list.entries[i].is_dir);
        add_file(m, root, path_join(m->ctx, path, list.entries[i].name), NULL);
    }
}

static void add_updates(struct making *m)
{
    const struct update_options *o = &m->job->options->updates;
    const struct update_directory *all = updates_file_directories(m->job->updates, m->ctx);
    const char *shipped = updates_shipped(m->job->updates);
    for (; all->path; all++)
        add_directory(m, all->root, all->path);
    if (shipped)
        add_directory(m, &root_own, shipped);
    for (size_t i = 0; o->data_only && o->data_only[i]; i++)
        digest_field(&m->digest, o->data_only[i]);
    /* Where there are Python sources it is kept only if nobody had to read them. */
    digest_number(&m->digest, *updates_directories(m->job->updates) != NULL);
}

/* What is there before the first step. The files of extensions count where any is. */
static void add_prepared(struct making *m, const struct plan *plan)
{
    digest_number(&m->digest, (int64_t)plan->n_extensions);
    for (size_t i = 0; i < plan->n_extensions; i++) {
        digest_field(&m->digest, plan->extensions[i].name);
        digest_field(&m->digest, plan->extensions[i].schema);
    }
    m->extends = plan->n_extensions > 0;
    for (size_t i = 0; i < plan->n_files; i++) {
        m->step = plan->files[i].path;
        add_file(m, plan->files[i].root, plan->files[i].path, NULL);
    }
}

struct key_part options_key(const struct job *job)
{
    struct making m = {.ctx = mem_root("options_key"), .job = job, .pure = true};
    struct key_part part = {.usable = true};
    digest_begin(&m.digest);
    digest_field(&m.digest, job->tree->layout->name);
    for (size_t i = 0; i < job->tree->n_sets; i++)
        add_migrations(&m, &job->tree->sets[i].migrations);
    for (size_t i = 0; i < job_n_accepted(job); i++)
        digest_field(&m.digest, job->options->accepted[i]);
    digest_number(&m.digest, job->options->comments);
    digest_number(&m.digest, job->options->server.stubs);
    for (size_t i = 0; job->options->server.functions && job->options->server.functions[i]; i++)
        digest_field(&m.digest, job->options->server.functions[i]);
    for (size_t i = 0; i < job->options->server.n_roles; i++)
        digest_field(&m.digest, job->options->server.roles[i].name);
    digest_end(&m.digest, part.key);
    mem_free(m.ctx);
    return part;
}

struct key_part sources_key(const struct job *job)
{
    struct making m = {.ctx = mem_root("sources_key"), .job = job, .pure = true};
    struct key_part part;
    digest_begin(&m.digest);
    add_updates(&m);
    add_extensions(&m);
    digest_end(&m.digest, part.key);
    finish(&m, &part);
    mem_free(m.ctx);
    return part;
}

struct key_part *plan_keys(const struct job *job, const struct plan *plan, void *ctx)
{
    struct key_part *keys = mem_array(ctx, struct key_part, plan->n_steps);
    struct making m = {.ctx = mem_root("plan_keys"), .job = job, .sqlite = plan->engine == ENGINE_SQLITE, .pure = true};
    for (size_t i = 0; i < plan->n_steps; i++) {
        digest_begin(&m.digest);
        digest_field(&m.digest, plan->database);
        digest_number(&m.digest, plan->base);
        if (i > 0)
            digest_bytes(&m.digest, keys[i - 1].key, DIGEST_SIZE);
        m.remembers = false;
        m.extends = false;
        if (i == 0)
            add_prepared(&m, plan);
        add_step(&m, &plan->steps[i]);
        add_extensions(&m);
        digest_end(&m.digest, keys[i].key);
        finish(&m, &keys[i]);
    }
    mem_free(m.ctx);
    return keys;
}
