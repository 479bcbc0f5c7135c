/* Every option says what it reaches, so that nobody adds one that a pull request may set. */
#include "support.h"

#include "cli/needs.h"
#include "cli/options.h"
#include "cli/settings.h"
#include "cmd/commands.h"

static void every_option_has_a_rule(void **state)
{
    void *ctx = ((struct fixture *)*state)->ctx;
    const struct poptOption *const *tables = settings_tables(ctx, commands);
    size_t n = 0;
    for (size_t i = 0; commands[i]; i++)
        for (const struct poptOption *o = tables[i]; o->longName; o++, n++)
            if (o->val <= SETTING_UNDECIDED || o->val > SETTING_RUN)
                fail_msg("%s --%s: the row has no setting_rule of cli/options.h", commands[i]->name, o->longName);
    assert_true(n > 100);
}

/* A word in --help for what is named: paths have the rule of paths, or one that keeps them out of the file. */
static void paths_have_a_rule_of_paths(void **state)
{
    void *ctx = ((struct fixture *)*state)->ctx;
    const struct poptOption *const *tables = settings_tables(ctx, commands);
    for (size_t i = 0; commands[i]; i++)
        for (const struct poptOption *o = tables[i]; o->longName; o++)
            if (o->argDescrip && (strstr(o->argDescrip, "DIR") || strstr(o->argDescrip, "FILE")) &&
                o->val == SETTING_FREE)
                fail_msg("%s --%s: names a path and may be anything", commands[i]->name, o->longName);
}

/* What one command takes from the file no other refuses: a key before any section is for all of them. */
static void commands_agree_on_a_key(void **state)
{
    void *ctx = ((struct fixture *)*state)->ctx;
    const struct poptOption *const *tables = settings_tables(ctx, commands);
    for (size_t i = 0; commands[i]; i++)
        for (const struct poptOption *o = tables[i]; o->longName; o++)
            for (size_t k = 0; k < i; k++) {
                const struct poptOption *other = option_named(tables[k], o->longName);
                bool paths = other && (other->val == SETTING_READS || other->val == SETTING_WRITES) &&
                             (o->val == SETTING_READS || o->val == SETTING_WRITES);
                if (other && other->val != o->val && !paths)
                    fail_msg("--%s: %s and %s differ", o->longName, commands[k]->name, commands[i]->name);
            }
}

static void assert_option(const struct poptOption *options, const char *command, const char *name)
{
    if (!option_named(options, name))
        fail_msg("%s: its table of needs says --%s, which it has not", command, name);
}

/* A name misspelt in a table of needs would hold nobody to it. */
static void needs_name_options(void **state)
{
    void *ctx = ((struct fixture *)*state)->ctx;
    const struct poptOption *const *tables = settings_tables(ctx, commands);
    size_t n = 0;
    for (size_t i = 0; commands[i]; i++)
        for (const struct option_need *need = commands[i]->needs; need && need->option; need++, n++) {
            assert_option(tables[i], commands[i]->name, need->option);
            for (size_t k = 0; k < NEEDS_MOST && need->with[k]; k++)
                assert_option(tables[i], commands[i]->name, need->with[k]);
            for (const char *const *name = need->or_none_of; name && *name; name++)
                assert_option(tables[i], commands[i]->name, *name);
            if (need->beside)
                assert_option(tables[i], commands[i]->name, need->beside);
        }
    assert_true(n > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(every_option_has_a_rule),
        with_fixture(paths_have_a_rule_of_paths),
        with_fixture(commands_agree_on_a_key),
        with_fixture(needs_name_options),
    };
    return RUN_TAP("settings rule", tests);
}
