#include "apply/migration_beside.h"

#include <string.h>
#include <strings.h>

#include "base/files.h"
#include "base/mem.h"
#include "schema/migration_directives.h"
#include "schema/migration_engine.h"

/* Where the value stands on a line "key = value" or "key=value"; NULL: it is another line. */
static const char *value_of(const char *line, const char *key)
{
    line += strspn(line, " \t");
    size_t n = strlen(key);
    if (strncmp(line, key, n) != 0)
        return NULL;
    line += n + strspn(line + n, " \t");
    return *line == '=' ? line + 1 + strspn(line + 1, " \t") : NULL;
}

/* A comment may follow. */
static bool is_word(const char *value, const char *word)
{
    size_t n = strlen(word);
    return strncmp(value, word, n) == 0 && strchr("\r\n#", value[n + strspn(value + n, " \t")]);
}

/* Comments are, and the two settings that are asked for; of others those alone that change nothing. */
static bool is_followed(const char *line, const struct migration_tool *tool)
{
    line += strspn(line, " \t\r");
    bool followed = !*line || strchr("#!\n", *line) || value_of(line, tool->transaction_key) ||
                    (tool->placeholders_key && value_of(line, tool->placeholders_key));
    for (const struct usual_setting *usual = tool->settings_usual; usual->key && !followed; usual++) {
        const char *value = value_of(line, usual->key);
        size_t n = value ? strcspn(value, " \t\r\n") : 0;
        followed = value && n == strlen(usual->value) && strncasecmp(value, usual->value, n) == 0;
    }
    return followed;
}

/* What the tool would do otherwise for a setting must not pass unseen. */
static bool all_followed(const char *path, const char *text, const struct migration_tool *tool, struct diags *diags)
{
    for (const char *line = text; tool->settings_usual && *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (is_followed(line, tool))
            continue;
        struct diag *e = diag_error(diags, "%s has a setting here that fullschema does not follow", tool->name);
        diag_locate(diags, e, path, text, (size_t)(line - text));
        return false;
    }
    return true;
}

/* False with a diagnostic where it says neither: the tool runs nothing then. */
static bool text_says_false(const char *path, const char *text, const char *key, bool *says, struct diags *diags)
{
    for (const char *line = text; *line && !*says; line += strcspn(line, "\n"), line += *line == '\n') {
        const char *value = value_of(line, key);
        if (value && !is_word(value, "true") && !is_word(value, "false")) {
            struct diag *e = diag_error(diags, "%s is neither true nor false", key);
            diag_locate(diags, e, path, text, (size_t)(value - text));
            return false;
        }
        *says = value && is_word(value, "false");
    }
    return true;
}

/* Whether a tool's file of settings for this migration says false for what it says of transactions, or of placeholders.
 */
static bool ask_tools(const struct step *step, bool transaction, bool *says, void *ctx, struct diags *diags)
{
    for (const struct migration_tool *const *tool = migration_tools; *tool; tool++) {
        const char *key = transaction ? (*tool)->transaction_key : (*tool)->placeholders_key;
        const char *path = key && (*tool)->settings ? (*tool)->settings(ctx, step->path) : NULL;
        char *text = NULL;
        if (path && !file_read_text_if_any(ctx, step->root, path, &text, diags))
            return false;
        if (text && !(text_says_false(path, text, key, says, diags) &&
                      (!transaction || all_followed(path, text, *tool, diags))))
            return false;
    }
    return true;
}

bool migration_keeps_placeholders(const struct step *step, bool *keeps, void *ctx, struct diags *diags)
{
    *keeps = step->migrations->request.keep_placeholders;
    return ask_tools(step, false, keeps, ctx, diags);
}

bool migration_wants_no_transaction(const struct step *step, const char *text, bool *wants, void *ctx,
                                    struct diags *diags)
{
    *wants = directives_refuse_transaction(text) || migration_name_is_alone(step->path);
    return ask_tools(step, true, wants, ctx, diags);
}
