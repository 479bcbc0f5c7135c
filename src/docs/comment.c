/* What people wrote about an object with COMMENT ON. */
#include <string.h>
#include <uthash.h>

#include "base/mem.h"
#include "docs/private.h"
#include "markdown/text.h"
#include "model/kinds.h"

const char *doc_comment(void *ctx, const struct shown_list lists[ENGINE_COUNT], const char *words)
{
    for (int e = 0; e < ENGINE_COUNT; e++)
        for (size_t i = 0; i < lists[e].n; i++) {
            const struct item *item = lists[e].items[i].item;
            const char *text = item_attribute(item, "text");
            if (item->kind == &model_comment && text && strcmp(item->name, words) == 0)
                return markdown_text(ctx, text);
        }
    return "";
}

/* A comment on what belongs to no table. */
struct loose_comment {
    const char *key;
    const char *text;
    bool shown; /* beside its object */
    UT_hash_handle hh;
};

struct loose_comments {
    struct loose_comment *all;
};

static char *key_of(void *ctx, const char *schema, const char *words)
{
    return mem_printf(ctx, "%s\n%s", schema, words);
}

static struct loose_comment *find(const struct loose_comments *comments, const char *schema, const char *words)
{
    struct loose_comment *found;
    char *key = key_of(NULL, schema, words);
    HASH_FIND_STR(comments->all, key, found);
    mem_free(key);
    return found;
}

static void add(void *ctx, struct loose_comments *comments, const struct item *item)
{
    const char *text = item_attribute(item, "text");
    if (item->kind != &model_comment || !text || find(comments, item->schema, item->name))
        return;
    struct loose_comment *comment = mem_new(ctx, struct loose_comment);
    comment->key = key_of(ctx, item->schema, item->name);
    comment->text = text;
    HASH_ADD_KEYPTR(hh, comments->all, comment->key, strlen(comment->key), comment);
}

/* "FUNCTION f(integer)"; of a domain, a procedure, an aggregate the word is that of its attribute. */
static struct loose_comment *comment_on(const struct loose_comments *comments, const struct item *item)
{
    const char *words[] = {item->kind->name, item_attribute(item, "kind")};
    struct loose_comment *found = NULL;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words) && words[i] && !found; i++) {
        char *kind = mem_upper(NULL, words[i], strlen(words[i]));
        found = find(comments, item->schema, mem_printf(kind, "%s %s", kind, item->name));
        mem_free(kind);
    }
    return found;
}

struct loose_comments *loose_comments_make(void *ctx, const struct database *database)
{
    struct loose_comments *comments = mem_new(ctx, struct loose_comments);
    for (int pass = 0; pass < 2; pass++)
        for (int e = 0; e < ENGINE_COUNT; e++)
            for (size_t i = 0; i < database->loose[e].n; i++) {
                const struct item *item = database->loose[e].items[i].item;
                struct loose_comment *on = pass && item->kind != &model_comment ? comment_on(comments, item) : NULL;
                if (pass == 0)
                    add(ctx, comments, item);
                if (on)
                    on->shown = true;
            }
    return comments;
}

void loose_comments_free(struct loose_comments *comments)
{
    HASH_CLEAR(hh, comments->all);
}

const char *loose_comment_of(void *ctx, const struct loose_comments *comments, const struct item *item)
{
    struct loose_comment *found = item->kind == &model_comment ? NULL : comment_on(comments, item);
    return found ? markdown_text(ctx, found->text) : "";
}

bool loose_comment_is_shown(const struct loose_comments *comments, const struct item *item)
{
    struct loose_comment *found = item->kind == &model_comment ? find(comments, item->schema, item->name) : NULL;
    return found && found->shown;
}
