/*
 * fullschema git-diff: what git calls to compare snapshots.
 *
 *     git config diff.fullschema.command 'fullschema git-diff'
 *     git config diff.fullschema.textconv 'fullschema git-diff --textconv'
 *
 * with `full.sql.* diff=fullschema` in .gitattributes. `git diff` runs the
 * command (gitattributes(5), "Defining an external diff driver"), `git log -p`
 * and `git show` compare what textconv prints. Both show the lines of a file
 * that is no readable snapshot (one with a merge's marks in it), and exit with 0:
 * git gives up otherwise.
 */
#include <errno.h>
#include <popt.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>

#include "base/console.h"
#include "base/files.h"
#include "base/mem.h"
#include "base/shown.h"
#include "check/text_change.h"
#include "cli/options.h"
#include "cmd/commands.h"
#include "cmd/conflict.h"
#include "compare/compare.h"
#include "model/read.h"
#include "report/hunk.h"
#include "report/outline.h"
#include "report/report.h"
#include "source/source.h"

/* PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, and of a renamed file NEW-PATH and words about it. */
enum { PATH, OLD_FILE, NEW_FILE = 4, COMMAND_WORDS = 7, NEW_PATH = 7, RENAME_OPERANDS = 9 };

static const char no_file[] = "/dev/null";

struct arguments {
    int textconv;
};

static const struct poptOption *option_table(void *ctx, void **arguments)
{
    struct arguments *a = mem_new(ctx, struct arguments);
    *arguments = a;
    const struct poptOption table[] = {
        {"textconv", '\0', POPT_ARG_NONE, &a->textconv, SETTING_FREE, "print the objects of one file, a line each",
         NULL},
        POPT_TABLEEND,
    };
    return mem_copy(ctx, table, sizeof(table));
}

/* The two versions; a text is NULL where there is no such file. */
struct versions {
    struct source_snapshot old_one, new_one;
};

static bool read_version(void *ctx, const char *file, const char *path, struct source_snapshot *version,
                         struct diags *diags)
{
    const struct source_options options = {.version = VERSION_HIGHEST};
    const char *sides[2];
    *version = (struct source_snapshot){.database = "", .path = ""};
    if (strcmp(file, no_file) == 0)
        return true;
    if (!source_read_copy(ctx, file, path, &options, version, diags))
        return false;
    if (!conflict_sides(ctx, version->text, sides))
        return true;
    struct diag *e = diag_error(diags, "it holds the marks of a merge");
    diag_locate(diags, e, path, version->text, (size_t)(strstr(version->text, "<<<<<<<") - version->text));
    return false;
}

static bool read_versions(void *ctx, const char **words, size_t n, struct versions *v, struct diags *diags)
{
    const char *new_path = n == RENAME_OPERANDS ? words[NEW_PATH] : words[PATH];
    return read_version(ctx, words[OLD_FILE], words[PATH], &v->old_one, diags) &&
           read_version(ctx, words[NEW_FILE], new_path, &v->new_one, diags);
}

/* A new file is reported beside the version before it, which a project keeps; else as all that it makes. */
static bool find_earlier(void *ctx, struct versions *v, struct diags *diags)
{
    const char *earlier = v->old_one.text ? NULL : source_earlier(ctx, &v->new_one);
    if (earlier)
        return read_version(ctx, earlier, earlier, &v->old_one, diags);
    if (!v->old_one.text)
        v->old_one.text = "";
    return true;
}

static bool compare(void *ctx, const struct versions *v, struct difference *difference, struct diags *diags)
{
    const struct texts texts = {.old_text = v->old_one.text, .new_text = v->new_one.text, .rows = true};
    const struct source_snapshot *either = texts.new_text ? &v->new_one : &v->old_one;
    *difference = (struct difference){.items = mem_new(ctx, struct comparison), .n = 1};
    *difference->items = (struct comparison){.database = either->database,
                                             .engine = either->engine,
                                             .old_path = v->old_one.path,
                                             .new_path = v->new_one.path};
    if (!compare_texts(ctx, &texts, difference, diags))
        return false;
    text_change_add(ctx, difference->items, texts.old_text, texts.new_text);
    return true;
}

static bool tell_objects(const struct invocation *invocation, bool colour, struct diags *diags)
{
    struct versions v;
    struct difference difference;
    if (!read_versions(invocation->ctx, invocation->operands, invocation->n_operands, &v, diags) ||
        (v.new_one.text && !find_earlier(invocation->ctx, &v, diags)) ||
        !compare(invocation->ctx, &v, &difference, diags))
        return false;
    const struct report_options options = {.colour = colour, .part = true};
    struct text t;
    text_open(&t);
    report_text.print(t.out, &difference, &options);
    console_text(stdout, text_close(&t, invocation->ctx));
    return true;
}

/* As git would: what cannot be read as a snapshot is text all the same. */
static void tell_lines(const struct invocation *invocation, bool colour)
{
    const char *const *words = invocation->operands;
    const char *const files[2] = {words[OLD_FILE], words[NEW_FILE]};
    struct hunk_side sides[2] = {{NULL, 1}, {NULL, 1}};
    for (size_t i = 0; i < 2; i++) {
        size_t size;
        sides[i].text = strcmp(files[i], no_file) == 0 ? NULL : input_read(invocation->ctx, files[i], NULL, &size);
    }
    struct text t;
    text_open(&t);
    hunks_begin();
    hunk_print(t.out, sides[0], sides[1], colour);
    hunks_end();
    console_print(stdout, "--- %s\n+++ %s\n", words[PATH],
                  invocation->n_operands == RENAME_OPERANDS ? words[NEW_PATH] : words[PATH]);
    console_text(stdout, text_close(&t, invocation->ctx));
}

/* Git gives its pager colours, and what it runs no terminal. */
static bool wants_colour(const struct invocation *invocation)
{
    const char *pager = getenv("GIT_PAGER_IN_USE"), *term = getenv("TERM"), *none = getenv("NO_COLOR");
    bool in_pager = pager && (strcmp(pager, "true") == 0 || strcmp(pager, "1") == 0);
    return invocation->colour_out || (in_pager && term && strcmp(term, "dumb") != 0 && !(none && *none));
}

static void run_command(struct invocation *invocation)
{
    struct diags unread;
    bool colour = wants_colour(invocation);
    diags_init(&unread, invocation->ctx);
    if (!tell_objects(invocation, colour, &unread)) {
        diags_print(&unread, stdout, colour);
        tell_lines(invocation, colour);
    }
}

/* NULL where the text cannot be read. */
static char *outline_of(void *ctx, enum engine engine, const char *file, const char *snapshot)
{
    struct diags unsaid;
    struct text t;
    diags_init(&unsaid, ctx);
    const struct model *model = model_read(ctx, engine, file, snapshot, &unsaid);
    text_open(&t);
    if (model)
        outline_print(t.out, model);
    char *outline = text_close(&t, ctx);
    return model ? outline : NULL;
}

/* Of a file with a merge's marks: the marks around the objects that differ. */
static char *outline_of_either(void *ctx, enum engine engine, const char *file, const char *snapshot)
{
    const char *sides[2];
    if (!conflict_sides(ctx, snapshot, sides))
        return outline_of(ctx, engine, file, snapshot);
    for (size_t i = 0; i < 2; i++)
        if (!(sides[i] = outline_of(ctx, engine, file, sides[i])))
            return NULL;
    return conflict_join(ctx, sides);
}

/* What can be read by nobody is shown line by line. */
static enum exit_status run_textconv(struct invocation *invocation)
{
    const struct source_options options = {.version = VERSION_HIGHEST};
    const char *file = invocation->operands[0];
    void *ctx = invocation->ctx;
    struct source_snapshot snapshot;
    struct diags unsaid;
    char *text = NULL;
    size_t size;
    diags_init(&unsaid, ctx);
    if (source_read_copy(ctx, file, file, &options, &snapshot, &unsaid))
        text = outline_of_either(ctx, snapshot.engine, file, snapshot.text);
    if (text) {
        console_text(stdout, text);
    } else if ((text = input_read(ctx, file, NULL, &size))) {
        console_text(stdout, shown_keeping(ctx, text, size, "\n\t"));
    } else {
        diags_append(&invocation->diags, &unsaid);
        return EXIT_STATUS_TROUBLE;
    }
    return EXIT_STATUS_DONE;
}

/* Somebody has left the pager. Of a driver that ends for that git would say, on their screen, that it died. */
static void forgive_gone_reader(void)
{
    if (fflush(stdout) == 0 || errno != EPIPE)
        return;
    __fpurge(stdout);
    clearerr(stdout);
}

static enum exit_status run(struct invocation *invocation)
{
    const struct arguments *a = invocation->arguments;
    size_t n = invocation->n_operands;
    if (a->textconv && n == 1)
        return run_textconv(invocation);
    if (!a->textconv && n == 1) /* of a file that is not merged git tells the name alone */
        console_print(stdout, "* Unmerged path %s\n", invocation->operands[PATH]);
    else if (!a->textconv && (n == COMMAND_WORDS || n == RENAME_OPERANDS))
        run_command(invocation);
    else {
        struct diag *e = diag_error(&invocation->diags, "these are not the arguments that git gives");
        diag_hint(&invocation->diags, e, "git calls this by itself: docs/git.md says how to set it up");
        return EXIT_STATUS_TROUBLE;
    }
    forgive_gone_reader();
    return EXIT_STATUS_DONE;
}

const struct command git_diff_command = {
    .name = "git-diff",
    .summary = "show git diff and git log -p the objects of snapshots",
    .about =
        "Called by git, with words of its own, to compare snapshots by their objects instead of their lines, after\n\n"
        "  git config diff.fullschema.command 'fullschema git-diff'\n\n"
        "  git config diff.fullschema.textconv 'fullschema git-diff --textconv'\n\n"
        "and the line `full.sql.* diff=fullschema` in .gitattributes.",
    .operands = "WORD...",
    .min_operands = 1,
    .max_operands = RENAME_OPERANDS,
    .options = option_table,
    .run = run,
};
