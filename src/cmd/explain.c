/*
 * fullschema explain: what a report's reason means, from docs/changes.md, which is built into the program: a report
 * is read where the documentation may not be installed, and may be of another version where it is.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/console.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/shown.h"
#include "cmd/commands.h"

/* docs/changes.md, by tools/embed.sh. */
extern const char docs_changes_md[];

/* What a section of the page begins with. */
static const char heading_mark[] = "\n## ";

struct section {
    const char *name;    /* as links have it: column-removed */
    const char *heading; /* "Column removed" */
    const char *text;    /* what stands below it, in Markdown, without a line end at the end */
};

struct sections {
    struct section *items;
    size_t n;
};

/* As Markdown makes a link's target of a heading: small letters, a hyphen for each space, no other marks. */
static char *anchor_of(void *ctx, const char *heading)
{
    char *anchor = mem_strdup(ctx, heading), *to = anchor;
    for (const char *s = heading; *s; s++) {
        if (*s == ' ')
            *to++ = '-';
        else if (isalnum((unsigned char)*s) || *s == '-')
            *to++ = (char)tolower((unsigned char)*s);
    }
    *to = '\0';
    return anchor;
}

static void add_section(void *ctx, struct sections *sections, const char *begin, const char *end)
{
    const char *line_end = strchr(begin, '\n');
    while (end > line_end && end[-1] == '\n')
        end--;
    size_t at = mem_grow(ctx, &sections->items, &sections->n);
    struct section *s = &sections->items[at];
    s->heading = mem_strndup(ctx, begin, (size_t)(line_end - begin));
    s->name = anchor_of(ctx, s->heading);
    s->text = end > line_end ? mem_strndup(ctx, line_end + 1, (size_t)(end - line_end - 1)) : "";
}

static struct sections read_sections(void *ctx)
{
    struct sections sections = {NULL, 0};
    const size_t mark = sizeof heading_mark - 1;
    for (const char *at = strstr(docs_changes_md, heading_mark); at;) {
        const char *next = strstr(at + mark, heading_mark);
        add_section(ctx, &sections, at + mark, next ? next : at + strlen(at));
        at = next;
    }
    return sections;
}

static enum exit_status list(const struct sections *sections)
{
    int width = 0;
    for (size_t i = 0; i < sections->n; i++)
        if ((int)strlen(sections->items[i].name) > width)
            width = (int)strlen(sections->items[i].name);
    for (size_t i = 0; i < sections->n; i++)
        console_print(stdout, "%-*s  %s\n", width, sections->items[i].name, sections->items[i].heading);
    return EXIT_STATUS_DONE;
}

static enum exit_status unknown(void *ctx, const struct sections *sections, const char *word, struct diags *diags)
{
    const char **names = mem_array(ctx, const char *, sections->n + 1);
    for (size_t i = 0; i < sections->n; i++)
        names[i] = sections->items[i].name;
    struct diag *e = diag_error(diags, "no reason is called %s", word);
    const char *meant = nearest_word(word, names);
    if (meant)
        diag_hint(diags, e, "did you mean %s?", meant);
    else
        diag_hint(diags, e, "fullschema explain lists them");
    return EXIT_STATUS_TROUBLE;
}

static void print(const struct invocation *invocation, const struct section *section)
{
    console_print(stdout, invocation->colour_out ? "\033[1m%s\033[0m\n\n" : "%s\n\n", section->heading);
    const char *shown = shown_keeping(invocation->ctx, section->text, strlen(section->text), "\n");
    console_text(stdout, shown);
    console_print(stdout, "\n");
}

static enum exit_status run(struct invocation *invocation)
{
    struct sections sections = read_sections(invocation->ctx);
    if (invocation->n_operands == 0)
        return list(&sections);
    /* With --docs-url reports link to "https:...changes.md#column-removed". */
    const char *hash = strrchr(invocation->operands[0], '#');
    const char *word = hash ? hash + 1 : invocation->operands[0];
    for (size_t i = 0; i < sections.n; i++)
        if (strcmp(sections.items[i].name, word) == 0) {
            print(invocation, &sections.items[i]);
            return EXIT_STATUS_DONE;
        }
    return unknown(invocation->ctx, &sections, word, &invocation->diags);
}

const struct command explain_command = {
    .name = "explain",
    .summary = "say what a reason in a report means, and what to do",
    .about = "Prints the section of docs/changes.md that a report names: why a change is breaking, needs care\n"
             "or is safe. REASON is the name in the link (column-removed) or the link. Without one, lists all.",
    .operands = "[REASON]",
    .min_operands = 0,
    .max_operands = 1,
    .options = command_no_options,
    .run = run,
};
