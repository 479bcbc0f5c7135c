/* What fullschema.ini may say: the rule of each option, and values that are paths. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/root.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "cli/settings_replace.h"

static bool is_path(const struct poptOption *option)
{
    return option->val == SETTING_READS || option->val == SETTING_WRITES || option->val == SETTING_REPORTS;
}

/* Where the path begins in a value; NULL where there is none. FORMAT=FILE has one behind the sign. */
static const char *path_in(const struct poptOption *option, const char *value)
{
    if (!is_path(option))
        return NULL;
    bool behind = option->argDescrip && strchr(option->argDescrip, '=');
    const char *equals = behind ? strchr(value, '=') : NULL;
    return !behind ? value : equals ? equals + 1 : NULL;
}

char *setting_value(void *ctx, const struct setting *s, const struct poptOption *option)
{
    const char *path = path_in(option, s->value);
    if (!path || *path == '/')
        return mem_strdup(ctx, s->value);
    return mem_printf(ctx, "%.*s%s%s", (int)(path - s->value), s->value, s->base, path);
}

const char *setting_rule_text(const struct poptOption *option)
{
    static const char *const words[] = {
        [SETTING_UNDECIDED] = "no: nobody has said what it reaches",
        [SETTING_FREE] = "yes",
        [SETTING_LIMIT] = "a limit, up to ten times the default",
        [SETTING_READS] = "a path inside the project",
        [SETTING_WRITES] = "a path inside the project, through no symbolic link",
        [SETTING_REPORTS] = "a path inside the project, through no symbolic link, where no other file is",
        [SETTING_PROGRAM] = "no: it names programs to run",
        [SETTING_RIGHTS] = "no: it gives deltas rights",
        [SETTING_LINK] = "no: reports link to it, whoever posts them",
        [SETTING_CACHE] = "no: it says which results of earlier runs are believed",
        [SETTING_SERVER] = "no: it names a server to connect to",
        [SETTING_RUN] = "no: it is for one run",
    };
    return words[option->val];
}

/* FULLSCHEMA_PG_BINDIR of pg-bindir */
static char *variable_of(void *ctx, const char *key)
{
    char *name = mem_printf(ctx, "FULLSCHEMA_%s", key);
    for (char *c = name; *c; c++)
        *c = (char)(*c == '-' ? '_' : toupper((unsigned char)*c));
    return name;
}

static void hint(void *ctx, const struct setting *s, struct diags *diags, struct diag *e)
{
    setting_locate(s, diags, e);
    diag_hint(diags, e, "a pull request can change this file: say --%s on the command line, or set %s", s->key,
              variable_of(ctx, s->key));
}

/* Ten times what `--help` says it is; what is no number the option's own reader refuses. */
static bool is_modest(void *ctx, const struct setting *s, const struct poptOption *option, struct diags *diags)
{
    static const char sign[] = "(default: ";
    const char *usual = option->descrip ? strstr(option->descrip, sign) : NULL;
    unsigned long long most = usual ? 10 * strtoull(usual + strlen(sign), NULL, 10) : 0;
    char *end;
    unsigned long long value = strtoull(s->value, &end, 10);
    if (end == s->value || *end || (value > 0 && value <= most && strlen(s->value) < 19))
        return true;
    hint(ctx, s, diags,
         diag_error(diags, "%s = %s is not for this file: it lets a run take %s", s->key, s->value,
                    value ? mem_printf(ctx, "more than %llu", most) : "whatever it likes"));
    return false;
}

bool setting_is_for_file(void *ctx, const struct setting *s, const struct poptOption *option, const char *project,
                         struct diags *diags)
{
    const char *path = path_in(option, setting_value(ctx, s, option));
    if (option->val == SETTING_LIMIT)
        return is_modest(ctx, s, option, diags);
    if (!is_path(option) && option->val != SETTING_FREE) {
        hint(ctx, s, diags, diag_error(diags, "%s is not for this file%s", s->key, setting_rule_text(option) + 2));
        return false;
    }
    struct diags said;
    diags_init(&said, ctx);
    if (path && !project_holds(project, path, option->val == SETTING_READS ? 0 : BENEATH_NO_LINKS, &said)) {
        const struct diag *why = &said.items[0];
        hint(ctx, s, diags, diag_error(diags, "%s: %s %s", s->key, why->file, why->message));
        return false;
    }
    if (path && option->val == SETTING_REPORTS && !setting_may_replace(path)) {
        hint(ctx, s, diags, diag_error(diags, "%s: %s is there, and nothing that fullschema wrote", s->key, path));
        return false;
    }
    return true;
}
