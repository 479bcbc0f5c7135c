/* fullschema cache: what is kept from run to run (docs/cache.md), shown, checked and cleared. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/console.h"
#include "base/mem.h"
#include "cache/cache.h"
#include "cli/cache_arguments.h"
#include "cmd/commands.h"

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct cache_arguments *a = mem_new(ctx, struct cache_arguments);
    *arguments = a;
    const struct poptOption table[] = {
        CACHE_PLACE_OPTIONS(a),
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

static const char *plural(size_t n)
{
    return n == 1 ? "y" : "ies";
}

static double mebibytes(long long bytes)
{
    return (double)bytes / (1 << 20);
}

static void print_item(const struct cache_item *item)
{
    char when[32] = "?";
    struct tm local;
    if (localtime_r(&item->used.tv_sec, &local))
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", &local);
    console_print(stdout, "%-9s  %8.1f MiB  used %s  %.12s", cache_kind_text(item->kind), mebibytes(item->size), when,
                  strchr(item->name, '-') + 1);
    if (item->fault)
        console_print(stdout, "  damaged: %s", item->fault);
    console_print(stdout, "\n");
}

static enum exit_status show(const struct cache *cache, const struct cache_list *list)
{
    console_print(stdout, "%s: %zu entr%s, %.1f of %lld MiB\n", cache->path, list->n, plural(list->n),
                  mebibytes(list->size), cache->limit >> 20);
    for (size_t i = 0; i < list->n; i++)
        print_item(&list->items[i]);
    return EXIT_STATUS_DONE;
}

static enum exit_status check(struct cache *cache, struct cache_list *list)
{
    cache_check(cache, list);
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].fault)
            print_item(&list->items[i]);
    size_t removed = cache_drop(cache, list, false);
    console_print(stdout, "%s: %zu entr%s sound, %zu damaged and removed\n", cache->path, list->n - removed,
                  plural(list->n - removed), removed);
    return removed ? EXIT_STATUS_DIFFERENT : EXIT_STATUS_DONE;
}

static enum exit_status clear(struct cache *cache, const struct cache_list *list)
{
    size_t removed = cache_drop(cache, list, true);
    console_print(stdout, "%s: %zu entr%s removed, %.1f MiB\n", cache->path, removed, plural(removed),
                  mebibytes(list->size));
    return EXIT_STATUS_DONE;
}

static enum exit_status run(struct invocation *invocation)
{
    struct diags *diags = &invocation->diags;
    struct cache_options options;
    struct cache_list list;
    const char *word = invocation->n_operands ? invocation->operands[0] : "";
    if (*word && strcmp(word, "check") != 0 && strcmp(word, "clear") != 0) {
        struct diag *e = diag_error(diags, "unexpected argument: %s", word);
        diag_hint(diags, e, "fullschema cache shows what is kept; cache check and cache clear are the others");
        return EXIT_STATUS_TROUBLE;
    }
    if (!cache_arguments_read(invocation->ctx, invocation->arguments, &options, diags))
        return EXIT_STATUS_TROUBLE;
    if (!options.directory) {
        console_print(stdout, "there is no cache: nothing is kept\n");
        return EXIT_STATUS_DONE;
    }
    struct cache *cache = cache_open(invocation->ctx, &options, diags);
    if (!cache)
        return EXIT_STATUS_TROUBLE;
    if (!cache_look(cache, invocation->ctx, &list)) {
        diag_error(diags, "cannot list the cache: %s", strerror(errno))->file = options.directory;
        return EXIT_STATUS_TROUBLE;
    }
    return *word == '\0' ? show(cache, &list) : word[1] == 'h' ? check(cache, &list) : clear(cache, &list);
}

const struct command cache_command = {
    .name = "cache",
    .summary = "show, check or clear what is kept from run to run",
    .about = "Shows what earlier runs have kept so that later ones need not make it again: servers before anybody has "
             "used them, states of databases, and proofs of snapshots. check reads every byte and removes what is "
             "damaged; clear removes "
             "everything. Exit status: 0 done, 1 something was damaged, 2 trouble.",
    .operands = "[check|clear]",
    .max_operands = 1,
    .options = option_table,
    .run = run,
};
