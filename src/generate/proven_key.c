#include "generate/proven_key.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/files.h"
#include "base/mem.h"
#include "cache/identity.h"

/* A key being made. */
struct making {
    void *ctx;
    const struct job *job;
    struct digest digest;
    bool pure;
};

bool engine_key(const struct job *job, enum engine engine, uint8_t key[DIGEST_SIZE])
{
    struct digest d;
    digest_begin(&d);
    digest_field(&d, "a proof, 1");
    identity_add_self(&d);
    bool known = engine_identity(engine, &job->options->server, &d);
    digest_end(&d, key);
    return known;
}

static size_t word_length(const char *text)
{
    size_t n = 0;
    while (isalnum((unsigned char)text[n]) || text[n] == '_')
        n++;
    return n;
}

static bool is_word(const char *text, size_t n, const char *word)
{
    return n == strlen(word) && strncasecmp(text, word, n) == 0;
}

/* EXECUTE, but for a trigger's: a statement that is made up, of which nobody has seen whether it asks for the time. */
static bool is_pure(const char *text)
{
    while (*text) {
        size_t n = word_length(text);
        if (is_word(text, n, "extension"))
            return false;
        bool executes = is_word(text, n, "execute");
        text += n ? n : 1;
        if (!executes)
            continue;
        text += strspn(text, " \t\r\n");
        n = word_length(text);
        if (!is_word(text, n, "function") && !is_word(text, n, "procedure"))
            return false;
    }
    return true;
}

/* A file by its path and content; one that is missing, or cannot be read, is added as that. */
static void add_file(struct making *m, const struct root *root, const char *path)
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
    m->pure = m->pure && is_pure(bytes);
    mem_free(bytes);
}

/* The settings that some tools have in a file beside a migration. */
static void add_beside(struct making *m, const struct step *step)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        const char *path = (*tool)->settings ? (*tool)->settings(m->ctx, step->path) : NULL;
        if (path)
            add_file(m, step->root, path);
    }
}

static void add_migrations(struct making *m, const struct migrations *migrations)
{
    const struct migration_wish *wish = &migrations->wish;
    digest_field(&m->digest, wish->tool ? wish->tool->name : NULL);
    digest_number(&m->digest, migrations->tool_chosen);
    digest_number(&m->digest, wish->keep_placeholders);
    for (size_t i = 0; wish->placeholders && wish->placeholders[i]; i++)
        digest_field(&m->digest, wish->placeholders[i]);
}

static void add_plan(struct making *m, const struct plan *plan)
{
    digest_field(&m->digest, plan->database);
    digest_number(&m->digest, plan->base);
    digest_number(&m->digest, plan->target);
    digest_number(&m->digest, (int64_t)plan->n_steps);
    for (size_t i = 0; i < plan->n_steps; i++) {
        const struct step *step = &plan->steps[i];
        digest_number(&m->digest, step->kind);
        digest_number(&m->digest, step->version);
        digest_field(&m->digest, step->name);
        m->pure = m->pure && !step->program;
        if (step->path)
            add_file(m, step->root, step->path);
        if (step->path && step->migrations)
            add_beside(m, step);
    }
}

static void add_directory(struct making *m, const struct root *root, const char *path)
{
    struct dir_listing list;
    struct diags unsaid;
    diags_init(&unsaid, m->ctx);
    digest_field(&m->digest, path);
    m->pure = dir_list_if_any(m->ctx, root, path, &list, &unsaid) && m->pure;
    digest_number(&m->digest, (int64_t)list.n);
    for (size_t i = 0; i < list.n; i++) {
        digest_number(&m->digest, list.entries[i].is_dir);
        add_file(m, root, path_join(m->ctx, path, list.entries[i].name));
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

bool sources_key(const struct job *job, uint8_t key[DIGEST_SIZE])
{
    struct making m = {.ctx = mem_root("sources_key"), .job = job, .pure = true};
    digest_begin(&m.digest);
    digest_field(&m.digest, job->tree->layout->name);
    if (job->tree->layout->has_migrations)
        add_migrations(&m, &job->tree->migrations);
    for (size_t i = 0; i < job_n_accepted(job); i++)
        digest_field(&m.digest, job->options->accepted[i]);
    digest_number(&m.digest, job->options->server.stand_ins);
    add_updates(&m);
    digest_end(&m.digest, key);
    mem_free(m.ctx);
    return m.pure;
}

bool plan_key(const struct job *job, const struct plan *plan, uint8_t key[DIGEST_SIZE])
{
    struct making m = {.ctx = mem_root("plan_key"), .job = job, .pure = true};
    digest_begin(&m.digest);
    add_plan(&m, plan);
    digest_end(&m.digest, key);
    mem_free(m.ctx);
    return m.pure;
}
